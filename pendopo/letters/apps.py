from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters: from a request to a signed page that anyone can verify."""

    name = "pendopo.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
