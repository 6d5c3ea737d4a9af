"""A fault for each part of the ordeal, so that it is seen to turn red: `run.py ordeal --planted`."""

from __future__ import annotations

START = "import os, django\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'pendopo.site.settings')\ndjango.setup()\n"
_SILENT = START + "from pendopo.site import middleware\nmiddleware._trouble_in_words = lambda trouble: None\n"
# What the process does first that serves the site, or that asks the cast.
FAULTS = {
    # Each request leaves something behind.
    "memory": START + """
from django.core.handlers.base import BaseHandler
whole, kept = BaseHandler.get_response, []
BaseHandler.get_response = lambda self, request: (kept.append(b"x" * 200_000), whole(self, request))[1]
""",
    # What goes wrong is not said.
    "disk full": _SILENT,
    "folder read-only": _SILENT,
    # Numbers are given whatever the clock says.
    "clock jumps": START + """
from pendopo.mail.operations import numbering
numbering.require_sound_clock = lambda: None
""",
    # Each server remembers how far it has counted.
    "two servers": START + """
from pendopo.mail.operations import numbering
whole, known = numbering._locked_counter, {}
numbering._locked_counter = lambda *given: known.setdefault(given, whole(*given))
""",
    # A file is unpacked into memory.
    "bombs": """
from django.test import Client
whole = Client.post
def post(self, *given, **more):
    held = b"x" * 200_000_000
    return whole(self, *given, **more)
Client.post = post
""",
    # Forms hand on whatever was sent.
    "mass assignment": """
from django.forms import BaseForm
whole = BaseForm.full_clean
def full_clean(self):
    whole(self)
    if self.is_bound:
        self.cleaned_data |= {name: value for name, value in self.data.items() if name not in self.cleaned_data}
BaseForm.full_clean = full_clean
""",
}  # fmt: skip
