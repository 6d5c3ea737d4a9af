from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents: the codes and numbers on papers, and the one page that reads them."""

    name = "pendopo.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
