"""What is asked before the plan: of needs in each domain, and of readiness in each skill from both sides."""

from careleavers.domain.terms import PlanDomain, Skill, SkillLevel
from careleavers.models import NeedsAssessmentDetails
from careleavers.plans.preparing import SkillAnswer
from careleavers.web.fields import DateField, EnumRadioField, TextAreaField, TextField
from careleavers.web.once import OnceForm


class AssessmentForm(OnceForm):
    """An assessment of needs. Made by `assessment_form`, with one question more for each domain."""

    finished_on = DateField("When was it finished?", required="Enter the day it was finished")
    who_took_part = TextAreaField("Who took part, and how?", rows=2, max_length=2000, hint="Staff only.",
                                  required="Say who took part")  # fmt: skip
    their_words = TextAreaField("What did they say, in their own words?", rows=3)
    information = TextAreaField("What information did you have?", rows=3, required="Say what information you had",
                                hint="Reports, school, health, the care plan. Staff only.")  # fmt: skip
    deliberation = TextAreaField("What was weighed, and who saw it differently?", rows=4,
                                 required="Write what was weighed",
                                 hint="One line is not enough. Staff only.")  # fmt: skip
    outcome = TextAreaField("What came out of it?", rows=3, required="Write what came out of it",
                            hint="Write it to them.")  # fmt: skip

    def details(self) -> NeedsAssessmentDetails:
        """What the service keeps of the assessment as a whole."""
        return NeedsAssessmentDetails(**{name: self[name].data for name in NeedsAssessmentDetails.model_fields})

    def needs(self) -> dict[PlanDomain, str]:
        """What was found in each domain."""
        return {domain: self[f"needs_{domain.value}"].data for domain in PlanDomain}


def assessment_form() -> AssessmentForm:
    """The form, each domain asked by its name."""
    questions = {
        f"needs_{domain.value}": TextAreaField(
            f"{domain.label}: what do they need?", rows=2, required=f"Say what they need in “{domain.label}”"
        )
        for domain in PlanDomain
    }
    form: AssessmentForm = type("NeedsForm", (AssessmentForm,), questions)()
    return form


class ReadinessForm(OnceForm):
    """Readiness on one day. Made by `readiness_form`, with three questions for each skill."""

    def answers(self) -> dict[Skill, SkillAnswer]:
        """Both views and the next step of each skill."""
        return {
            skill: SkillAnswer(
                self[f"their_{skill.value}"].data, self[f"worker_{skill.value}"].data, self[f"next_{skill.value}"].data
            )
            for skill in Skill
        }


def readiness_form() -> ReadinessForm:
    """The form, each skill asked from both sides."""
    questions: dict[str, object] = {}
    for skill in Skill:
        who = {"their": "how do they see it?", "worker": "how do you see it?"}
        for side, words in who.items():
            questions[f"{side}_{skill.value}"] = EnumRadioField(
                f"{skill.label}: {words}", terms=SkillLevel, inline=True, required=f"{skill.label}: say {words[:-1]}"
            )
        questions[f"next_{skill.value}"] = TextField(f"{skill.label}: the next step", max_length=1000)
    form: ReadinessForm = type("SkillsForm", (ReadinessForm,), questions)()
    return form
