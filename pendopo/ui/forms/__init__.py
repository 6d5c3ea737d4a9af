"""Kinds of input that forms of every domain share."""

from pendopo.ui.forms.fields import DayField, DigitsField, UploadField, WholeField
from pendopo.ui.forms.files import FileForm, PurposeOfFile
from pendopo.ui.forms.keys import KeyForm

__all__ = ["DayField", "DigitsField", "FileForm", "KeyForm", "PurposeOfFile", "UploadField", "WholeField"]
