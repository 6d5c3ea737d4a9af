from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages of the office to residents, and the channels that carry them."""

    name = "pendopo.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.accounts.channels.carriers import Carrier, register_code_carrier
        from pendopo.notices.tasks import carry_code, mail_is_open

        register_code_carrier("email", Carrier(mail_is_open, carry_code))
