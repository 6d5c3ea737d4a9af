from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """Forms as data: questions, the form made of them, the paper form, the answers."""

    name = "pendopo.questions"
    label = "questions"
    default_auto_field = "django.db.models.BigAutoField"
