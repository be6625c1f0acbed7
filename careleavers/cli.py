"""The `careleavers` command.

Every sub-command answers `--help`; where a machine may read the answer there is `--json`. The exit
code is 0 only on success, and an error names the setting, file, row or column and the remedy.
"""

import sys
from pathlib import Path
from typing import Any

import click

from careleavers import breach, health, leaving, rescue, serving
from careleavers.accounts.service import invite_first_worker
from careleavers.alerts import ledger, queries
from careleavers.alerts.calendar import fill_calendar
from careleavers.config import Settings, load_settings
from careleavers.demo import running as demonstration
from careleavers.domain.actors import Actor
from careleavers.domain.dates import today_in_london
from careleavers.domain.terms import Role
from careleavers.migrations import running
from careleavers.recovery import command as recovery
from careleavers.returns import command as returns
from careleavers.terminal import AS_JSON, open_database, plainly, show

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="careleavers")
def main() -> None:
    """Pathway plans, visits, reviews and alerts for a council's leaving-care service."""


@main.command()
@click.option("--size", default=600, show_default=True, type=click.IntRange(20, 5000), help="How many young people.")
@click.option("--seed", default=1, show_default=True, help="The same seed and day give the same council.")
@click.option("--on", "on", type=_DAY, help="The day on which the council stands (YYYY-MM-DD); by default today.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--port", default=8000, show_default=True, help="Port to serve on.")
@click.option("--password", default="pathways demonstration", show_default=True, help="Password of every sign-in.")
@click.option("--no-serve", is_flag=True, help="Build only.")
@plainly
def demo(size: int, seed: int, on: Any, host: str, port: int, password: str, no_serve: bool) -> None:
    """Make a fresh made-up council and serve it."""
    day = on.date() if on else today_in_london()
    settings = demonstration.demonstration_settings(load_settings())
    settings.instance.mkdir(parents=True, exist_ok=True)
    with click.progressbar(length=demonstration.STEPS, label="Making a council", file=sys.stderr) as bar:
        made = demonstration.make(settings, size=size, seed=seed, on=day, password=password, step=bar.update)
    click.echo(demonstration.words(made, password, None if no_serve else f"http://{host}:{port}/"))
    if not no_serve:
        serving.serve(settings, host, port, workers=1, on=day if on else None)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 32), help="Server processes.")
@click.option("--upgrade", "upgrade_first", is_flag=True, help="Bring the database up to this version first.")
@plainly
def serve(host: str, port: int, workers: int, upgrade_first: bool) -> None:
    """Start the web server and, on the embedded database, the scheduler."""
    settings = load_settings()
    if upgrade_first:
        _upgrade(settings)
    open_database(settings).dispose()
    with serving.scheduler_beside(settings.url.startswith("sqlite")):
        serving.serve(settings, host, port, workers)


@main.command()
@plainly
def scheduler() -> None:
    """Start the scheduler alone, for installations with several web servers."""
    open_database(load_settings()).dispose()
    serving.run_scheduler()


@main.command()
@click.option("--on", "on", type=_DAY, help="The day to evaluate for (YYYY-MM-DD); by default today.")
@AS_JSON
@plainly
def sweep(on: Any, as_json: bool) -> None:
    """Evaluate every rule now; print what was raised, cleared and is open."""
    database = open_database(load_settings())
    result = ledger.sweep_now(database, on.date() if on else today_in_london(), "command")
    if as_json:
        show(result.as_json())
    else:
        click.echo(f"{result.raised} raised, {result.cleared} cleared, {result.open} open in {result.seconds:.2f} s")
        for line in result.rules:
            click.echo(f"  {line.rule:<5} raised {line.raised:>5}  cleared {line.cleared:>5}  open {line.open:>5}")
    sys.exit(1 if result.failed else 0)


@main.command()
@click.option("--due-within", type=click.IntRange(0, 366), help="Also what falls due within this many days.")
@AS_JSON
@plainly
def alerts(due_within: int | None, as_json: bool) -> None:
    """Print the queue: what is late or coming, about whom, whose, and why."""
    database = open_database(load_settings())
    with database.reading(Actor("command:alerts")) as session:
        rows = queries.alerts_as_json(session, today_in_london(), due_within)
    if as_json:
        show(rows)
        return
    for row in rows:
        click.echo(f"{row['severity']:<8} {row['rule']:<5} {row['subject']:<14} {row['due_on']}  {row['why']}")
    if not rows:
        click.echo("Nothing is late or coming up.")


@main.command()
@AS_JSON
@plainly
def rules(as_json: bool) -> None:
    """Print every rule with its basis, the limit in force and what clears it."""
    rows = queries.rules_as_json(load_settings().policy)
    if as_json:
        show(rows)
        return
    for row in rows:
        limit = f"{row['limit']} {row['unit']}" if row["limit"] is not None else "no limit of its own"
        click.echo(f"{row['id']:<5} {row['name']} ({row['basis']}, {limit}). Clears when: {row['clears_when']}")


@main.group(name="import")
def import_group() -> None:
    """Bring in a statutory return."""


@import_group.command(name="903")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--apply", "apply_it", is_flag=True, help="Make the changes; without it nothing is written.")
@click.option("--year", type=click.IntRange(2010, 2100), help="The return's year: 2026 for the year ending March 2026.")
@AS_JSON
@plainly
def import_903(folder: Path, apply_it: bool, year: int | None, as_json: bool) -> None:
    """Read the Header, Episodes and OC3 files of a 903 return in FOLDER and show what they would change."""
    database = open_database(load_settings())
    report = returns.import_903(database, folder, apply=apply_it, year=year)
    if as_json:
        show(report.as_json())
    else:
        click.echo(returns.as_words(report))


def _upgrade(settings: Settings) -> None:
    settings.instance.mkdir(parents=True, exist_ok=True)
    database = open_database(settings, check_schema=False)
    recovery.back_up_before_upgrade(settings, database)
    running.upgrade(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, settings.bank_holiday_region)
    database.dispose()


@main.command()
@plainly
def upgrade() -> None:
    """Bring the database up to this version of the program."""
    settings = load_settings()
    _upgrade(settings)
    click.echo("The database is up to date.")


@main.command()
@click.option("--audit", is_flag=True, help="Read every line of the audit trail and compare it with its seal.")
@AS_JSON
@plainly
def check(audit: bool, as_json: bool) -> None:
    """Report schema, settings, age of the last sweep and backup, and disk space; exit code 1 if anything is wrong."""
    report = health.report(load_settings(), audit=audit)
    if as_json:
        show(report)
    else:
        for item in report["checks"]:
            click.echo(f"{'ok   ' if item['ok'] else 'WRONG'} {item['name']}: {item['words']}")
    sys.exit(0 if report["ok"] else 1)


@main.command(name="add-worker")
@click.option("--sign-in-name", required=True)
@click.option("--given-name", required=True)
@click.option("--family-name", required=True)
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role if role is not Role.YOUNG_PERSON])
)
@click.option("--team", help="Name of the team; made if it does not exist yet.")
@plainly
def add_worker(sign_in_name: str, given_name: str, family_name: str, role: str, team: str | None) -> None:
    """Add a member of staff and print a link with which they set their password, once, within the hour."""
    settings = load_settings()
    click.echo(
        invite_first_worker(open_database(settings), settings, sign_in_name, given_name, family_name, Role(role), team)
    )


@main.command()
@AS_JSON
@plainly
def settings(as_json: bool) -> None:
    """Print the effective settings and where each came from; secrets are not shown."""
    rows = load_settings().described()
    if as_json:
        show(rows)
        return
    for row in rows:
        click.echo(f"{row['name']} = {row['value']}  ({row['source']})")


for command in (rescue.backup, rescue.restore, rescue.drill, leaving.export_group, breach.who_saw):
    main.add_command(command)
