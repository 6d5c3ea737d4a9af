"""Kinds of input that forms of every domain share."""

from pendopo.ui.forms.fields import DayField, DigitsField, UploadField, WholeField

__all__ = ["DayField", "DigitsField", "UploadField", "WholeField"]
