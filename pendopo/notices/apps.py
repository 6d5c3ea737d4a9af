from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.domains import register_domain


class NoticesConfig(AppConfig):
    """Messages of the office to residents, and the channels that carry them."""

    name = "pendopo.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.accounts.channels.carriers import Carrier, OfficerMail
        from pendopo.kernel.chores import Chore
        from pendopo.kernel.powers import RolePowers
        from pendopo.kernel.switches import Switch
        from pendopo.notices import tasks
        from pendopo.notices.queries import public_addresses_of, public_notices_of
        from pendopo.notices.rules.defaults import DEFAULTS
        from pendopo.notices.rules.permissions import DECIDING, HELD, OUTBOX
        from pendopo.people.rules.references import PersonReference
        from pendopo.ui.shell import DeskLink

        register_domain(
            "notices",
            _("Kabar"),
            RolePowers(HELD, DECIDING),
            *DEFAULTS,
            DeskLink(_("Kotak keluar"), "outbox", OUTBOX, 95),
            Switch(
                _("Kotak pesan warga. Kabar dari layanan lain tetap disimpan dan dikirim."),
                # A code is in a resident's hands already when it is noted; a merge of two records takes all rows along.
                frozenset({"notices.code.sent", "notices.message.follow", "notices.address.follow"}),
            ),
            Chore("notices.outbox.drain", tasks.deliver_due, minutes=2),
            Carrier(tasks.mail_is_open, tasks.carry_code),
            OfficerMail("email", tasks.write_officer),
            PersonReference(
                "notices.message", _("Kabar"), public_notices_of, tasks.point_notices, tasks.point_notices
            ),
            PersonReference(
                "notices.address", _("Alamat kabar"), public_addresses_of, carry=tasks.carry_addresses
            ),
        )
