"""Fields that clean, check and draw themselves with the design system's macros.

In a form: `seen_on = DateField("When did you visit?", required="Enter the date you visited")`.
In a template: `{{ form.seen_on }}`. Nothing here touches a database.
"""

from careleavers.web.fields.choices import (
    CheckboxesField,
    EnumRadioField,
    RadioField,
    SelectField,
    WorkerSelect,
    YesNoField,
)
from careleavers.web.fields.dates import DateField
from careleavers.web.fields.files import FileField, FilesField
from careleavers.web.fields.numbers import DecimalField, IntegerField
from careleavers.web.fields.question import Question, RevealedBy
from careleavers.web.fields.text import HiddenField, PasswordField, TextAreaField, TextField, VersionField

__all__ = [
    "CheckboxesField",
    "DateField",
    "DecimalField",
    "EnumRadioField",
    "FileField",
    "FilesField",
    "HiddenField",
    "IntegerField",
    "PasswordField",
    "Question",
    "RadioField",
    "RevealedBy",
    "SelectField",
    "TextAreaField",
    "TextField",
    "VersionField",
    "WorkerSelect",
    "YesNoField",
]
