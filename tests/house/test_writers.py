"""Who may write what: rows by their owner's service, commits in two places, queries never in a view."""

import ast
from collections.abc import Iterator
from pathlib import Path

from sqlmodel import SQLModel

import careleavers.models as models
from careleavers.domain.terms import Privacy
from tests.house.places import called, modules, name, parsed, templates

_TABLES = {
    thing.__name__
    for thing in vars(models).values()
    if isinstance(thing, type) and issubclass(thing, SQLModel) and hasattr(thing, "__table__")
}
# The one module, or few, in which rows of a table are made. Bulk loads go through `audit.load_rows`.
OWNERS = {
    "careleavers/accounts/service.py": {"Account", "Team", "Worker", "Absence"},
    "careleavers/accounts/sign_ins.py": {"SignIn"},
    "careleavers/accounts/throttle.py": {"SignInTries"},  # about the system, not about anybody's record
    "careleavers/actions/service.py": {"Action"},
    "careleavers/alerts/service.py": {"Acknowledgement", "CalendarAddress", "DigestChoice"},
    "careleavers/allocations/service.py": {"Allocation"},
    "careleavers/audit.py": {"ReadEntry", "ChangeEntry"},
    "careleavers/seal.py": {"AuditSeal"},
    "careleavers/changes/service.py": {"ChangeOfCircumstance"},
    "careleavers/contacts/service.py": {"Contact", "ContactAction", "ContactFlagAnswer"},
    "careleavers/contacts/correcting.py": {"ContactAddendum"},  # what is done to a contact once it is there
    "careleavers/copies/packs.py": {"PackFile", "PartnerPack"},
    "careleavers/copies/service.py": {"PlanCopy", "Translation"},
    "careleavers/documents/service.py": {"IdentityPaper", "Document"},
    "careleavers/drafts/service.py": {"Draft"},
    "careleavers/entitlements/service.py": {"EntitlementStep"},
    "careleavers/entitlements/table.py": {"Offer"},  # the council's own table, which is about nobody
    "careleavers/exports/service.py": {"ExportRun"},
    "careleavers/immigration/service.py": {"ImmigrationStep"},
    "careleavers/invitations/service.py": {"Invitation"},
    "careleavers/deaths/service.py": {"Death", "DeathNotice"},
    "careleavers/referrals/service.py": {"DashCheck", "Referral", "ReferralStep"},
    "careleavers/voice/service.py": {"VoiceMessage"},
    "careleavers/panels/service.py": {"PanelLook"},
    "careleavers/snooping/service.py": {"SnoopingFinding"},
    "careleavers/emergency/service.py": {"EmergencyAccess"},
    "careleavers/missing/service.py": {"MissingEpisode", "MissingStep"},
    "careleavers/languages/service.py": {"LanguageCheck"},
    "careleavers/network/service.py": {"CloseOne", "HealthContact"},
    "careleavers/oversight/service.py": {"OversightNote", "OversightSubject"},
    "careleavers/oversight/correcting.py": {"OversightAddendum"},  # what is done to a note once it is there
    "careleavers/oversight/proposals.py": {"AgreedException", "ClosingProposal"},
    "careleavers/people/service.py": {"YoungPerson", "LookedAfterPeriod", "CategoryDecision", "SafeContact"},
    "careleavers/people/loading.py": {"YoungPerson", "LookedAfterPeriod"},  # the import's way in
    "careleavers/plans/meetings.py": {"PlannedReview", "ReviewInvitation", "ReviewRequest"},
    "careleavers/plans/service.py": {"PathwayPlan", "PlanEntry", "PlanGapReason"},
    "careleavers/plans/add_ons.py": {"PlanAddOn"},
    "careleavers/plans/facts.py": {"PlanFact"},
    "careleavers/plans/preparing.py": {"NeedsAssessment", "NeedsAssessmentPart", "ReadinessMark"},
    "careleavers/plans/together.py": {"PlanBox"},
    "careleavers/plans/reviewing.py": {"Review", "ReviewFlagAnswer", "ReviewActionAnswer", "ReviewPartAnswer"},
    "careleavers/protection/service.py": {"Restriction", "AccessLoan", "Conflict"},
    "careleavers/returns/service.py": {"ImportRun", "Oc3Answer"},
    "careleavers/risks/proposing.py": {"RiskProposal"},
    "careleavers/risks/service.py": {"RiskFlag", "RiskReview"},
    "careleavers/spells/service.py": {"AccommodationSpell", "EetSpell"},
    "careleavers/supervision/service.py": {"Supervision", "SupervisionDiscussion"},
    "careleavers/web/once.py": {"FormKey"},  # about the system, not about anybody's record
}
# Written by statements alone, many rows at a time.
_IN_BULK_ONLY = {"Alert", "Sweep", "CalendarDay", "Message"}
# Who may send INSERT, UPDATE or DELETE past the session, and so past the audit of each field.
BULK_WRITERS = {
    "careleavers/audit.py",
    "careleavers/alerts/calendar.py",
    "careleavers/alerts/clock.py",
    "careleavers/alerts/digests.py",
    "careleavers/alerts/ledger.py",
    "careleavers/alerts/posting.py",
    "careleavers/alerts/statements.py",
    "careleavers/accounts/sign_ins.py",  # when each was last used, and what is long over
    "careleavers/accounts/throttle.py",
    "careleavers/recovery/copying.py",  # puts every row back as it was, its change entries with it
    "careleavers/demo/plan_loading.py",  # decides plans it has just loaded
    "careleavers/returns/service.py",  # keeps the files of a whole return, which are no field
}
# Markup and SQL put together from parts, none of which anybody typed unescaped.
WORDED_BY_HAND = {
    "careleavers/db.py",  # pragmas
    "careleavers/migrations/running.py",  # the number of a lock
    "careleavers/recovery/backups.py",  # pragmas
    "careleavers/recovery/copying.py",  # names of tables and constraints of our own
    "careleavers/web/fields/drawing.py",  # escapes in the same breath
}
_COMMITTERS = {"careleavers/db.py", "careleavers/web/requests.py"}


def _walk() -> Iterator[tuple[str, ast.AST]]:
    """Every node of every module with the module's place, models left out."""
    for path in modules():
        if "/models/" not in name(path):
            yield from ((name(path), node) for node in ast.walk(parsed(path)))


def _at(where: str, node: ast.AST) -> str:
    return f"{where}:{getattr(node, 'lineno', 0)}"


def _makes_a_row(node: ast.AST) -> str:
    words = called(node).removeprefix("models.").split(".")
    if words[0] in _TABLES and (len(words) == 1 or words[1] in ("made", "model_validate", "model_construct")):
        return words[0]
    return ""


def test_rows_are_made_in_the_service_of_their_owner() -> None:
    bad = [
        f"{_at(where, node)} {made}"
        for where, node in _walk()
        if (made := _makes_a_row(node)) and made not in OWNERS.get(where, set())
    ]
    assert not bad, (
        "A row is made by its owner's service alone, so that every rule about it holds, whoever asks for one. Call that"
        f" service instead (see OWNERS in {name(Path(__file__))}): {bad}"
    )


def test_every_table_has_an_owner() -> None:
    owned = set().union(*OWNERS.values()) | _IN_BULK_ONLY
    assert owned == _TABLES, (
        f"Say in OWNERS which service makes rows of {sorted(_TABLES - owned)}; take out what is no table any more:"
        f" {sorted(owned - _TABLES)}"
    )


def test_commits_happen_in_two_places() -> None:
    bad = [_at(where, node) for where, node in _walk() if where not in _COMMITTERS and called(node).endswith(".commit")]
    assert not bad, (
        f"The request commits, or db.transaction() does. A service that commits can leave half a save: {bad}"
    )


def _writes_in_bulk(node: ast.AST) -> bool:
    *before, verb = called(node).split(".") or [""]
    if verb not in ("insert", "update", "delete") or not isinstance(node, ast.Call):
        return False
    return not before or (before[-1].isupper() or before[-1] in ("table", "__table__"))


def test_statements_that_change_rows_past_the_session_stay_where_they_are_audited() -> None:
    bad = [_at(where, node) for where, node in _walk() if _writes_in_bulk(node) and where not in BULK_WRITERS]
    assert not bad, (
        "INSERT, UPDATE and DELETE statements leave no trace of who changed which field. Change rows through the"
        f" session and the audit writes itself, or load many with audit.load_rows: {bad}"
    )


def test_views_ask_queries_and_never_the_database() -> None:
    reaching = (
        ".select",
        ".exec",
        ".execute",
        ".scalars",
        ".scalar",
        ".query",
        ".flush",
        ".add",
        ".add_all",
        ".delete",
    )
    bad = [
        _at(where, node)
        for where, node in _walk()
        if "/views" in where and (called(node) == "select" or called(node).endswith(reaching))
    ]
    assert not bad, f"Put the SELECT into queries.py, where scope is applied, and the change into service.py: {bad}"


def _holds_a_value(argument: ast.expr) -> bool:
    """Whether text is put together from anything but constants, which are written in capitals."""
    parts: list[ast.expr] = []
    if isinstance(argument, ast.JoinedStr):
        parts = [part.value for part in argument.values if isinstance(part, ast.FormattedValue)]
    elif isinstance(argument, ast.BinOp):
        parts = [side for side in (argument.left, argument.right) if not isinstance(side, ast.Constant)]
    elif isinstance(argument, ast.Call) and ast.unparse(argument.func).endswith((".format", ".join", ".replace")):
        return True
    return any(not ast.unparse(part).split(".")[-1].lstrip("_").isupper() for part in parts)


def test_no_raw_markup_and_no_sql_from_strings() -> None:
    bad = [name(path) for path in templates() if "|safe" in path.read_text().replace(" ", "")]
    bad += [name(path) for path in templates() if "autoescape" in path.read_text()]
    for where, node in _walk():
        verb = called(node).split(".")[-1]
        if verb == "render_template_string":
            bad.append(_at(where, node))
        if verb in ("Markup", "text", "exec_driver_sql", "executescript") and where not in WORDED_BY_HAND:
            assert isinstance(node, ast.Call)
            bad += [_at(where, node) for argument in node.args if _holds_a_value(argument)]
    assert not bad, f"Typed words must never become markup or SQL. Use autoescaping and bound values: {bad}"


def test_every_column_has_a_privacy_class() -> None:
    bare = [
        f"{table.name}.{column.name}"
        for table in models.metadata.tables.values()
        for column in table.columns
        if not isinstance(column.info.get("privacy"), Privacy)
    ]
    assert not bare, f"Declare each column with kept(Privacy...): pages, copies and exports are decided by it: {bare}"


def test_every_table_names_itself() -> None:
    bad = [thing for thing in _TABLES if "__tablename__" not in vars(getattr(models, thing))]
    assert not bad, f"Without __tablename__ the name is guessed and can change: {bad}"
