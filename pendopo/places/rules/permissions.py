"""What may be done with a village's profile and areas, and by whom."""

from typing import Final

from pendopo.kernel.powers import Powers

EDIT_PROFILE: Final = "places.profile.edit"
EDIT_LOCALITIES: Final = "places.localities.edit"
EDIT_OFFICIALS: Final = "places.officials.edit"
EDIT_ADDRESS: Final = "places.address.edit"
SET_SWITCH: Final = "places.switch.set"
ADD_VILLAGE: Final = "places.village.add"
IMPORT_BOUNDARIES: Final = "places.boundaries.import"
EDIT_OFFICE: Final = "places.office.edit"

HELD: Final[Powers] = {
    "operator_desa": (EDIT_PROFILE, EDIT_LOCALITIES, IMPORT_BOUNDARIES, EDIT_OFFICIALS),
    "sekretaris_desa": (EDIT_PROFILE, EDIT_LOCALITIES, IMPORT_BOUNDARIES, EDIT_OFFICIALS),
}
DECIDING: Final[Powers] = {
    "administrator": (IMPORT_BOUNDARIES, EDIT_ADDRESS, SET_SWITCH, ADD_VILLAGE, EDIT_OFFICE),
    "sekretaris_kecamatan": (EDIT_OFFICE,),
    "sekretaris_desa": (EDIT_ADDRESS, SET_SWITCH),
    "kepala_desa": (EDIT_PROFILE, EDIT_OFFICIALS, EDIT_ADDRESS, SET_SWITCH),
    "diskominfo": (IMPORT_BOUNDARIES, ADD_VILLAGE, EDIT_OFFICE),
}
