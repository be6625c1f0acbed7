"""What is added to the made-up plans: assessments, what reviews asked of each part, and plans that lack something.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from careleavers.demo import words
from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.demo.written_plans import write_plans
from careleavers.domain.dates import add_months, birthday
from careleavers.domain.meetings import InvitedAs, InvitedBy, WhoChose
from careleavers.domain.terms import (
    ContingencyAnswer,
    LegalCategory,
    PlanDomain,
    PlanState,
    ReviewTrigger,
    Skill,
    SkillLevel,
)

Row = dict[str, Any]
_NEXT_STEPS = (
    "Cook one meal for the others on a Sunday", "Pay one bill together by app", "Read your agreement with your worker",
    "Book the dentist by yourself", "Take the bus to the college once before term", "Keep your papers in one folder",
    "Save three numbers in your phone",
)  # fmt: skip
_USED = "The emergency grant was used in the last week of the month, and paid back."
_BACK_IN_EDUCATION = 7  # out of those who came back after 21, every so many


def _approved(tables: Tables) -> dict[int, list[Row]]:
    """The approved versions of each young person, the first one first."""
    found = defaultdict(list)
    for plan in tables.rows.get("pathway_plan", []):
        if plan["approved_on"] is not None:
            found[plan["young_person_id"]].append(plan)
    return found


def _back_in_education(people: list[Person], on: date) -> None:
    """Some of those who came back after 21 did so for a course."""
    for person in people:
        person.row["asked_about_education"] = False
    back = [person for person in people if person.row["asked_for_support_on"] is not None and has_duty(person, on)]
    for place, person in enumerate(back):
        if place % _BACK_IN_EDUCATION == 0:
            person.row["asked_about_education"] = True
            person.row["suggested_category"] = LegalCategory.FORMER_RELEVANT_EDUCATION


def _assessed_on(person: Person, approved: list[Row], on: date) -> date | None:
    """When their needs were last assessed: before the plan, again when they came back; of a few never."""
    asked: date | None = person.row["asked_for_support_on"]
    if asked is not None:
        if person.id % 5 == 0 or (person.row["asked_about_education"] and person.id % 2 == 0):
            return None
        last: date = approved[-1]["approved_on"] if approved else on
        return min(asked + timedelta(days=30), last)
    if approved:
        # The only way to be without one in law: left care before it was assessed, and planned for all the same.
        first: date = approved[0]["approved_on"]
        return None if person.id % 40 == 0 else first - timedelta(days=25)
    began = max(birthday(person.born_on, 16), person.duty_from or on)
    late = on > add_months(began, 3)
    if (late and person.id % 2) or person.story in ("nobody at 16", "left care, no plan"):
        return None
    finished = began + timedelta(days=50)
    return finished if finished <= on else None


def _assess(tables: Tables, people: list[Person], on: date) -> None:
    approved = _approved(tables)
    for person in people:
        worker = person.worker
        if worker is None or not has_duty(person, on) or person.duty_from is None or person.duty_from > on:
            continue
        finished_on = _assessed_on(person, approved.get(person.id, []), on)
        if finished_on is None:
            continue
        number = tables.add(
            "needs_assessment", young_person_id=person.id, finished_on=finished_on, recorded_by_id=worker["id"],
            who_took_part="Young person, worker, carer, college; health in writing.",
            their_words="“I want to know what happens before it happens.”",
            information="The care plan, the last school report, the health history.",
            deliberation="The carer thought more hours at college would help; the young person said the mornings are"
            " too early, and the plan follows them for now.",
            outcome="You get help with the things below, the ones you named first.",
        )  # fmt: skip
        for domain in PlanDomain:
            tables.add(
                "needs_assessment_part", assessment_id=number, domain=domain,
                needs=f"{words.NOW[domain][0]} What you want first: {words.WANT_SOON[domain].lower()}",
            )  # fmt: skip


def _ask_of_parts(tables: Tables) -> None:
    """What each review of a known version asked of its parts: of all, of one less, or with one that had to be used."""
    for review in tables.rows.get("review", []):
        if review["plan_id"] is None:
            continue
        left_out = PlanDomain.RELATIONSHIPS if review["id"] % 40 == 0 else None
        used = PlanDomain.MONEY if review["id"] % 45 == 0 else None
        for domain in PlanDomain:
            if domain is left_out:
                continue
            holds = ContingencyAnswer.USED if domain is used else ContingencyAnswer.STANDS
            told = _USED if used is domain else ""
            tables.add("review_part_answer", review_id=review["id"], domain=domain, holds=holds, words=told, step=None)
        if used is not None:
            review["contingency_answer"] = ContingencyAnswer.USED
            review["contingency_words"] = "Money: the emergency grant was used in the last week of the month."


def _leave_out(tables: Tables) -> None:
    """A few plans that came in from elsewhere lack what cannot be left out here."""
    parts = defaultdict(list)
    for entry in tables.rows.get("plan_entry", []):
        parts[entry["plan_id"]].append(entry)
    for plan in tables.rows.get("pathway_plan", []):
        if plan["state"] is not PlanState.APPROVED:
            continue
        if plan["id"] % 45 == 7:
            plan["visit_every_days"], plan["visit_reason"] = None, ""
        if plan["id"] % 40 == 9:
            for entry in parts[plan["id"]][4:6]:
                entry |= {"sign": "", "first_step": "", "person": "", "number": ""}
        if plan["id"] % 30 == 11:
            parts[plan["id"]][2]["better"] = ""


def _settled_since(tables: Tables, people: list[Person], on: date) -> list[Person]:
    """Those with a plan and a worker who were last reviewed at least ten weeks ago, in their order."""
    last: dict[int, date] = {}
    for review in tables.rows.get("review", []):
        last[review["young_person_id"]] = max(review["held_on"], last.get(review["young_person_id"], date.min))
    approved = _approved(tables)
    return [
        person for person in people
        if person.worker is not None and person.id in approved and has_duty(person, on)
        and not person.story and last.get(person.id, on) <= on - timedelta(days=70)
    ]  # fmt: skip


def _ask_for_reviews(tables: Tables, people: list[Person], on: date) -> None:
    """Some asked for a review about a month ago, and half of them had an answer."""
    for place, person in enumerate(_settled_since(tables, people, on)[:16]):
        asked_on = on - timedelta(days=24 + place)
        assert person.worker is not None
        answered = place % 2 == 1
        tables.add(
            "review_request", young_person_id=person.id, worker_id=person.worker["id"] if place % 5 == 4 else None,
            asked_on=asked_on, why="Two things in my plan were promised for the summer and nobody has done them.",
            wishes="After college, somewhere with tea.", answered_on=asked_on + timedelta(days=3) if answered else None,
            answer="Thank you for saying so. We meet this month; I will ring you with two days to choose from."
            if answered else "", answered_by_id=person.worker["id"] if answered else None, taken_back_on=None,
        )  # fmt: skip


def _plan_reviews(tables: Tables, people: list[Person], on: date) -> None:
    """A few reviews are planned, with those who help them invited."""
    for place, person in enumerate(_settled_since(tables, people, on)[16:26]):
        worker = person.worker
        assert worker is not None
        number = tables.add(
            "planned_review", young_person_id=person.id, planned_by_id=worker["id"], trigger=ReviewTrigger.ROUTINE,
            planned_for=on + timedelta(days=3 + 2 * place), at_time="half past four", chaired_by="A chair they chose",
            place=("The library, in the small room", "At your home", "By video, with your camera off")[place % 3],
            who_chose=WhoChose.THEY if place % 2 else WhoChose.TOGETHER, called_off_why="",
            other_ways="A voice message played at the start, if you would rather not be there.",
        )  # fmt: skip
        invited = [
            (person.row["preferred_name"] or person.row["given_name"], InvitedAs.YOUNG_PERSON, InvitedBy.IN_PERSON),
            (f"{worker['given_name']} {worker['family_name']}", InvitedAs.WORKER, InvitedBy.IN_PERSON),
            ("Their tutor", InvitedAs.SCHOOL, InvitedBy.EMAIL),
        ]
        for who, part, way in invited:
            tables.add(
                "review_invitation", planned_review_id=number, who=who, part=part, invited_by_way=way,
                invited_on=on - timedelta(days=2), recorded_by_id=worker["id"],
            )  # fmt: skip


def _get_ready(tables: Tables, people: list[Person], on: date) -> None:
    """Of those of 16 and 17, how ready they were in the summer and are now, as they see it and as their worker does."""
    levels, skills = list(SkillLevel), list(Skill)
    for person in [each for each in people if each.age in (16, 17) and each.worker is not None][:40]:
        assert person.worker is not None
        for days, better in ((150, 0), (20, 1)):
            for place, skill in enumerate(skills):
                mine = min(3, (person.id + place) % 3 + better)
                theirs = max(0, mine - (person.id + 2 * place) % 2)
                tables.add(
                    "readiness_mark", young_person_id=person.id, recorded_on=on - timedelta(days=days), skill=skill,
                    their_view=levels[mine], worker_view=levels[theirs], recorded_by_id=person.worker["id"],
                    next_step=_NEXT_STEPS[place] if theirs < 3 else "",
                )  # fmt: skip


def _check_languages(tables: Tables, on: date) -> None:
    """Four languages are switched on, so that a plan can be read from the right; nobody has checked them in earnest."""
    for code in ("ar", "ckb", "fa", "ps"):
        tables.add(
            "language_check", language=code, checked_by="Made up, like everything here", checked_on=on, in_use=True
        )


def plant_papers(tables: Tables, people: list[Person], on: date) -> None:
    """Add all of it to what was made up so far, in place."""
    _back_in_education(people, on)
    _assess(tables, people, on)
    _ask_of_parts(tables)
    _leave_out(tables)
    _ask_for_reviews(tables, people, on)
    _plan_reviews(tables, people, on)
    _get_ready(tables, people, on)
    _check_languages(tables, on)
    write_plans(tables, people, on)


__all__ = ["plant_papers"]
