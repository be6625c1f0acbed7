"""The form every page builds on: cross-site token, unknown names refused, errors in one list."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from flask import g, request
from flask_wtf import FlaskForm
from flask_wtf.form import SUBMIT_METHODS
from markupsafe import Markup
from typing_extensions import override
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Form
from wtforms.csrf.core import CSRFTokenField

from careleavers.web.fields import FileField, HiddenField, Question, VersionField

log = logging.getLogger(__name__)

TOO_OLD = "This page was open too long or belongs to an earlier sign-in. What you typed is still here: save again"
NOT_ASKED = "This page sent something it does not ask for, so nothing was saved. Check your answers and save again"
NOT_YET_SAVED = "Nothing of yours is saved yet: read both texts"
# The hidden field that the form of every page with drafts carries beside its questions.
DRAFT = "draft"
PLAIN_NAME = re.compile(r"[a-z][a-z_-]{0,39}")


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form of one page. A subclass declares its questions, and `details()`: what its service takes.

    `also_accepts` names what else the page may send, such as the name of a second button. A view does
    `if form.validate_on_submit(): service(...); redirect`, else draws the page again with status 422.
    """

    form_errors: list[str]
    also_accepts: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        """What is read: a posted form with its files; never JSON, which could smuggle in other types."""

        def wrap_formdata(self, _form: Form, formdata: Any) -> Any:
            """The form as sent; when the page was only asked for, what is kept of it in a draft, or None."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            if request.method not in SUBMIT_METHODS:
                return g.get("answers_kept")
            return CombinedMultiDict([request.files, request.form])

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Read what was sent, and remember its names."""
        self.received: MultiDict[str, Any] | None = self.meta.wrap_formdata(self, formdata)
        super().process(self.received, *args, **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer will do and nothing was sent that was not asked for (OL9)."""
        answers_good = super().validate(extra_validators)
        unknown = set(self.received or ()) - self.expected_names()
        if unknown:
            known_shapes = sorted(name for name in unknown if PLAIN_NAME.fullmatch(name))
            log.warning("%s refused %d names it does not ask for: %s", type(self).__name__, len(unknown), known_shapes)
            self.form_errors = [*self.form_errors, NOT_ASKED]
        return answers_good and not unknown

    def is_ours(self) -> bool:
        """Whether what was sent came from a page of ours, by its token and its names; once it was validated."""
        token = self.meta.csrf and self.meta.csrf_field_name in self and self[self.meta.csrf_field_name].errors
        return not token and NOT_ASKED not in self.form_errors

    def expected_names(self) -> set[str]:
        """Every name this page may send."""
        names = {self.meta.csrf_field_name, DRAFT, *self.also_accepts}
        for field in self:
            names |= field.names() if isinstance(field, Question) else {field.name}
        return names

    def refuse(self, message: str, field: str | None = None) -> Self:
        """Put an error from the service on one question, or on the whole form; returns the form."""
        if field is None:
            self.form_errors = [*self.form_errors, message]
        else:
            self._question(field).refuse(message)
        return self

    def _question(self, name: str) -> Question:
        question = self[name]
        assert isinstance(question, Question), f"{name} is not a question of {type(self).__name__}"
        return question

    def questions(self) -> Iterator[Question]:
        """The questions a template should draw itself: neither hidden, nor drawn under another's answer."""
        for field in self:
            if isinstance(field, Question) and not isinstance(field, HiddenField) and not field.is_nested():
                yield field

    def errors_for_summary(self) -> list[tuple[str | None, str]]:
        """(link, message) of each error in the order of the page; no link where there is none to make."""
        return problems(self)

    @property
    def has_files(self) -> bool:
        """Whether the page must send its form in parts, because a file is among them."""
        return any(isinstance(field, FileField) for field in self)

    @override
    def hidden_tag(self, *fields: Any) -> Markup:
        """The hidden inputs, token included, without ids: a page may hold several forms."""
        values = {f.name: f.current_token for f in self if isinstance(f, CSRFTokenField)}
        values |= {f.name: f.shown() for f in self if isinstance(f, HiddenField)}
        line = Markup('<input type="hidden" name="{}" value="{}">')
        return Markup("").join(line.format(name, value) for name, value in values.items())


def problems(form: Form) -> list[tuple[str | None, str]]:
    """(link, message) of each error of any form, a library's own included, for the error summary."""
    found: list[tuple[str | None, str]] = [(None, str(message)) for message in form.form_errors]
    if clash := getattr(form, "clash", None):
        found.insert(0, ("#both-texts", f"{clash.headline}. {NOT_YET_SAVED}"))
    for field in form:
        if not field.errors:
            continue
        if isinstance(field, CSRFTokenField):
            found.append((None, TOO_OLD))
        elif isinstance(field, HiddenField):
            found.append((None, str(field.errors[0])))
        else:
            target = field.error_id if isinstance(field, Question) else field.id
            found.append((f"#{target}", str(field.errors[0])))
    return found


class VersionedForm(BaseForm):
    """A form over a record that others may be changing: carries the version it was drawn from.

    Fill it in from the row, or give it the row's version at least. `also_shown` names columns that its questions were
    not filled in from but that somebody must read before they save over another's work, with their words. `merges`
    says that its service keeps what two people wrote in different boxes, and alone knows when they met in one.
    """

    also_shown: ClassVar[Mapping[str, str]] = {}
    merges: ClassVar[bool] = False
    clash: Any = None
    version = VersionField()


class FilterForm(BaseForm):
    """Questions asked by a link (GET), so without a token; unknown names are passed over.

    Check it with `validate()`, which is true of an address that asks for nothing in particular.
    """

    class Meta:
        """A list is narrowed and nothing is changed, so no token is needed."""

        csrf = False

        def wrap_formdata(self, _form: Form, _formdata: Any) -> Any:
            """The answers in the address."""
            return request.args

    def expected_names(self) -> set[str]:
        """Whatever came: an address may carry names of its own, such as the page of a list."""
        return set(self.received or ())
