from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages of the office to residents, and the channels that carry them."""

    name = "pendopo.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from pendopo.accounts.channels.carriers import Carrier, register_code_carrier, register_officer_mail
        from pendopo.kernel.chores import register_chore
        from pendopo.kernel.powers import register_powers
        from pendopo.notices.queries import public_addresses_of, public_notices_of
        from pendopo.notices.rules import DECIDING, HELD
        from pendopo.notices.tasks import carry_code, deliver_due, mail_is_open, point_notices, write_officer
        from pendopo.people.rules.references import PersonReference, register_person_reference

        register_powers(HELD, DECIDING)
        register_person_reference(
            PersonReference("notices.message", _("Kabar"), public_notices_of, point_notices)
        )
        register_person_reference(PersonReference("notices.address", _("Alamat kabar"), public_addresses_of))
        register_chore("notices.send", deliver_due, minutes=2)
        register_code_carrier("email", Carrier(mail_is_open, carry_code))
        register_officer_mail("email", write_officer)
