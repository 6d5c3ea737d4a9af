"""Writes about which domains a village has open."""

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.domains import SwitchState, parts_of
from pendopo.kernel.operation import operation
from pendopo.kernel.switches import Switch
from pendopo.places.models import DomainSwitch, VillageProfile
from pendopo.places.operations.refusals import PlaceRefused
from pendopo.places.rules.permissions import SET_SWITCH
from pendopo.places.rules.switches import Setting, setting_problem


@operation("places.switch.set", "Layanan dibuka atau ditutup", SET_SWITCH, "village")
def set_switch(actor: Actor, *, village: str, domain: str, setting: Setting) -> DomainSwitch:
    """Open, close or leave readable one domain of a village from a day on; what was set for an
    earlier day stays as history, and what was set for the same day is replaced."""
    if domain not in dict(parts_of(Switch)):
        raise PlaceRefused("switch_fixed")
    if problem := setting_problem(setting, clock.today()):
        raise PlaceRefused(problem)
    # Holding the profile keeps two officers from setting the same day at the same moment.
    if VillageProfile.objects.select_for_update().filter(area_code=village).first() is None:
        raise PlaceRefused("village_not_set_up")
    same_day = {"area_code": village, "domain": domain, "from_day": setting.from_day}
    row = DomainSwitch.objects.filter(**same_day).first() or DomainSwitch(**same_day)
    row.state = setting.state.value
    row.sentence = "" if setting.state is SwitchState.OPEN else " ".join(setting.sentence.split())
    row.save()
    return row
