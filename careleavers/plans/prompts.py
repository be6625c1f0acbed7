"""The words of the plan's pages: what each box is called, and what each domain should speak of.

What a domain covers: Care Leavers (England) Regulations 2010, Sch 1, and the headings of Volume 3 guidance, fig. 1.
"""

from dataclasses import dataclass

from careleavers.domain.add_ons import AddOn
from careleavers.domain.terms import PlanDomain


@dataclass(frozen=True)
class Prompt:
    """Help with one domain: what to cover, an example of a first sign, and the drawing the young person sees."""

    covers: str
    sign: str
    drawing: str


PROMPTS: dict[PlanDomain, Prompt] = {
    PlanDomain.SUPPORT: Prompt(
        "Who is alongside you, how you keep in touch, and what you want from your worker.",
        "your worker is off for two weeks and nobody has called you",
        "people",
    ),
    PlanDomain.ACCOMMODATION: Prompt(
        "Whether your home suits you: safety, repair, cost, support, your tenancy, and what comes after it.",
        "a letter about the rent, or rows with the people you live with",
        "home",
    ),
    PlanDomain.EDUCATION: Prompt(
        "Your course or training, what you want to learn, and the help and money that go with it.",
        "you have missed more than two days in a week",
        "book",
    ),
    PlanDomain.EMPLOYMENT: Prompt(
        "Work, volunteering, caring for a child: what fills your days, and what you want to do.",
        "your hours are cut, or you dread going in",
        "bag",
    ),
    PlanDomain.MONEY: Prompt(
        "What comes in and goes out, benefits, savings, debt, your grants, a bank account, identity papers.",
        "you have to borrow before the end of the month",
        "purse",
    ),
    PlanDomain.HEALTH: Prompt(
        "Body and mind: doctor, dentist, optician, sleep, food, medicine, and who helps when you feel low.",
        "you stop sleeping or stop answering messages",
        "heart",
    ),
    PlanDomain.RELATIONSHIPS: Prompt(
        "Family, friends and others you trust, and how you meet. Other people’s private matters go under staff only.",
        "you have not spoken to anybody you trust for a week",
        "people",
    ),
    PlanDomain.SKILLS: Prompt(
        "Cooking, cleaning, money, travel, filling in forms, looking after a home: what you can do, what comes next.",
        "letters stay unopened or there is no food in",
        "key",
    ),
    PlanDomain.IDENTITY: Prompt(
        "Faith, culture, language, gender, your story, your papers and your status here.",
        "you feel cut off from people or places that matter to you",
        "star",
    ),
    PlanDomain.WHAT_IF: Prompt(
        "The plan as a whole: what would make it stop working, and what everybody does then.",
        "two of the signs on the other pages at once",
        "umbrella",
    ),
}

# What the young person reads above each box; what is not named here is not in the copy.
COPY_WORDS: dict[str, str] = {
    "now": "How things are now",
    "want_soon": "What you want in the next six months",
    "want_later": "What you want later on",
    "better": "How we will know life is better",
    "my_view": "What you say",
}

# The young person's own scale: their words for its ends, and where they put themselves between them.
SCALE_WORDS: dict[str, str] = {
    "scale_worst": "What the worst is like",
    "scale_best": "What the best is like",
    "step": "Where you are between them",
}

# What a member of staff reads beside a box that the young person never gets.
STAFF_WORDS: dict[str, str] = {
    "worker_view": "The worker’s view",
    "others_view": "Others’ views",
    "others_by": "Who said it",
    "others_on": "When they said it",
    "where_details": "Addresses and places",
}

CONTINGENCY_WORDS: dict[str, str] = {
    "sign": "The first sign",
    "first_step": "What happens first",
    "person": "Who does it",
    "number": "The number to call",
}

# The boxes of an addition. Three have the words of the other parts, so that the copy has them in every language.
ADD_ON_WORDS: dict[str, str] = {
    "now": "How things are now",
    "want_soon": "What you want in the next six months",
    "next_steps": "What happens next",
    "first_step": "If this goes wrong",
    "my_view": "What you say",
}

# What each addition should speak of, and the drawing the young person sees.
ADD_ONS: dict[AddOn, Prompt] = {
    AddOn.UNIVERSITY: Prompt(
        "Where you live in and out of term, the grant and bursary, who helps you there, what happens if you stop.",
        "halls ask you to leave for the summer",
        "book",
    ),
    AddOn.APPRENTICESHIP: Prompt(
        "Your employer and your college day, the bursary, tools and travel, and what happens if the firm lets you go.",
        "you are late three times in a month",
        "bag",
    ),
    AddOn.PARENT: Prompt(
        "What you need as a parent, apart from what your child needs, who has a plan and a worker of their own.",
        "nobody can hold the baby for an hour",
        "heart",
    ),
    AddOn.CUSTODY: Prompt(
        "Where you go on the day, who meets you, money and medicine for the first week, and the rules of your licence.",
        "four weeks to go, and no address",
        "key",
    ),
    AddOn.MIGRANT: Prompt(
        "Your leave and its last day, your solicitor, and what happens if you may stay, must wait, or are refused.",
        "a letter comes that you do not understand",
        "path",
    ),
    AddOn.SEND: Prompt(
        "What your plan for extra help promises, until when, and who sees to it that you get it.",
        "the help that is promised does not come",
        "star",
    ),
    AddOn.OVER_21: Prompt(
        "What you may still have until 25, what ends and when, and how you come back.",
        "you say never mind",
        "umbrella",
    ),
}

BOX_WORDS: dict[str, str] = {**COPY_WORDS, **SCALE_WORDS, **CONTINGENCY_WORDS, **STAFF_WORDS}


def visits_in_words(days: int | None) -> str:
    """An agreed frequency in words: 7 → "every week", 28 → "every 4 weeks", 10 → "every 10 days"; "" for none."""
    if days is None:
        return ""
    if days % 7 == 0:
        return "every week" if days == 7 else f"every {days // 7} weeks"
    return "every day" if days == 1 else f"every {days} days"
