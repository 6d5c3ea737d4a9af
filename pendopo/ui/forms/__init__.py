"""Kinds of input that forms of every domain share."""

from pendopo.ui.forms.fields import DayField, DigitsField, FieldWords, Label, UploadField, WholeField
from pendopo.ui.forms.files import FileForm, PurposeOfFile
from pendopo.ui.forms.keys import KeyForm
from pendopo.ui.forms.pages import Cleaned, Files, FormWords, PageForm, Typed
