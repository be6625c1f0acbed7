"""Phrases for made-up notes and plans: plain, specific, written to the young person where they would read it."""

from random import Random

from careleavers.domain.terms import PlanDomain

PURPOSE = [
    "See how the new room is working out and go through the tenancy letter together.",
    "Talk about the college interview next week.",
    "Go through the money plan and the gas and electric.",
    "Catch up after the hospital appointment.",
    "Look at the plan together before the review.",
    "Check how things are with the neighbours.",
]
OWN_WORDS = [
    "“It’s quieter here than the last place. I sleep better.”",
    "“I don’t like the people who hang round the door at night.”",
    "“I want to stay on at college but the bus takes ages.”",
    "“My nan rang, first time in months. That was nice.”",
    "“I’m alright. Just skint till Friday.”",
    "“I got the job. I start on Monday!”",
]
ANALYSIS = [
    "More settled than in the spring. Keeps the flat well. Money is tight in the last week of each month.",
    "Says all is well but looked tired and did not want to talk about friends. Ask again next time, somewhere else.",
    "Good progress with the course. The travel costs need sorting before they become the reason to stop.",
    "Relationship with family is getting better and is the thing that matters most just now.",
    "Ready for more independence with cooking and bills; less sure about letters from the council.",
]
DAILY_LIFE = [
    "Up by ten most days, college three mornings, gym in the evening.",
    "Works nights at the warehouse, sleeps in the day, sees friends at weekends.",
    "Mostly at home with the baby; goes to the children's centre on Tuesdays.",
    "Plays football on Thursdays. Spends a lot of time gaming.",
]
CALL = [
    "Rang about the bus pass. It has come.",
    "Message to say the interview went well.",
    "Asked how to change GP. Sent the link and the number.",
    "Talked about what to do when the electric runs out.",
    "Checked in after the weekend. All fine.",
]
ATTEMPT = [
    "Rang twice, no answer. Left no message.",
    "Called at the door at 5pm, nobody in.",
    "Text sent, no reply yet.",
]

NOW: dict[PlanDomain, list[str]] = {
    PlanDomain.SUPPORT: ["You see your worker at home and can call or text in between. You said mornings are best."],
    PlanDomain.ACCOMMODATION: [
        "You live in your own flat with a floating support worker who comes on Wednesdays.",
        "You stay with the carers you grew up with. Everybody is happy with this until you are 21.",
        "You share a supported house with three others. You have your own room and a key.",
    ],
    PlanDomain.EDUCATION: [
        "You are in the first year of a Level 2 course and go three days a week.",
        "You left school with four GCSEs and are not studying at the moment.",
    ],
    PlanDomain.EMPLOYMENT: [
        "You work sixteen hours a week in a shop and like the people there.",
        "You are looking for an apprenticeship and have had one interview.",
    ],
    PlanDomain.MONEY: ["You get Universal Credit and have a bank account. You owe £60 on the electric."],
    PlanDomain.HEALTH: [
        "You are registered with a doctor and a dentist. You sleep badly when things are on your mind."
    ],
    PlanDomain.RELATIONSHIPS: ["Your nan and your old carer matter most. You see your brother twice a year."],
    PlanDomain.SKILLS: ["You cook four meals and can use the washing machine. Letters from the council worry you."],
    PlanDomain.IDENTITY: [
        "Your faith and your language matter to you. You would like to know more about your early years."
    ],
    PlanDomain.WHAT_IF: ["This plan works while your home, your money and the people round you stay steady."],
}
WANT_SOON: dict[PlanDomain, str] = {
    PlanDomain.SUPPORT: "To have met the worker who covers when yours is away.",
    PlanDomain.ACCOMMODATION: "To feel safe coming home at night, and to have the repairs done.",
    PlanDomain.EDUCATION: "To finish this year and pick next year's course.",
    PlanDomain.EMPLOYMENT: "To have a CV you are proud of and two applications in.",
    PlanDomain.MONEY: "To have £50 saved and the electric paid off.",
    PlanDomain.HEALTH: "To see the doctor about sleep.",
    PlanDomain.RELATIONSHIPS: "To see your brother at half-term.",
    PlanDomain.SKILLS: "To open and answer letters in the week they come.",
    PlanDomain.IDENTITY: "To read your file with somebody you trust.",
    PlanDomain.WHAT_IF: "To have practised, once, whom you would call.",
}
WANT_LATER: dict[PlanDomain, str] = {
    PlanDomain.ACCOMMODATION: "A home of your own that you can afford by the time you are 21.",
    PlanDomain.EDUCATION: "A Level 3 course, and then an apprenticeship or university.",
    PlanDomain.EMPLOYMENT: "A job you chose, not one you had to take.",
    PlanDomain.MONEY: "Three months' rent put by.",
}
SIGN: dict[PlanDomain, str] = {
    PlanDomain.SUPPORT: "Two meetings in a row are missed, or you stop answering messages.",
    PlanDomain.ACCOMMODATION: "A letter about rent arrears comes, or you stop sleeping at home.",
    PlanDomain.EDUCATION: "You miss a whole week of college.",
    PlanDomain.EMPLOYMENT: "Your hours are cut or you are given a warning.",
    PlanDomain.MONEY: "There is nothing left a week before payday.",
    PlanDomain.HEALTH: "You stop taking your tablets or do not leave the house for three days.",
    PlanDomain.RELATIONSHIPS: "You and your nan have not spoken for a fortnight.",
    PlanDomain.SKILLS: "Post piles up unopened on the side.",
    PlanDomain.IDENTITY: "Something in your file upsets you and you cannot stop thinking about it.",
    PlanDomain.WHAT_IF: "Two of the signs above happen in the same month.",
}
FIRST_STEP: dict[PlanDomain, str] = {
    PlanDomain.SUPPORT: "Your worker comes round the same week, at a time you pick.",
    PlanDomain.ACCOMMODATION: "Your worker rings the landlord with you and asks the housing panel for help that week.",
    PlanDomain.EDUCATION: "Your worker and your tutor meet with you and change the timetable.",
    PlanDomain.EMPLOYMENT: "You ring the job coach together the next day.",
    PlanDomain.MONEY: "You use the emergency grant and make a plan to pay it back.",
    PlanDomain.HEALTH: "You and your worker ring the surgery for the same day.",
    PlanDomain.RELATIONSHIPS: "Your worker offers to drive you over at the weekend.",
    PlanDomain.SKILLS: "Your support worker opens the post with you on Wednesday.",
    PlanDomain.IDENTITY: "You stop reading and talk to the records supporter.",
    PlanDomain.WHAT_IF: "A review is called within two weeks and everybody named here comes.",
}
ACTION: dict[PlanDomain, str] = {
    PlanDomain.SUPPORT: "Meet the worker who covers when yours is away.",
    PlanDomain.ACCOMMODATION: "Ring the landlord together about the broken boiler.",
    PlanDomain.EDUCATION: "Apply for help with the bus fare to college.",
    PlanDomain.EMPLOYMENT: "Finish your CV at the job club.",
    PlanDomain.MONEY: "Set up a direct debit for the electric.",
    PlanDomain.HEALTH: "Book the doctor's appointment about sleep.",
    PlanDomain.RELATIONSHIPS: "Plan the visit to your brother at half-term.",
    PlanDomain.SKILLS: "Go through this month's letters together.",
    PlanDomain.IDENTITY: "Ask for your file, and choose who reads it with you.",
}
CHALLENGE = [
    "Asked why the same action has been re-dated three times and what would have to be different.",
    "Challenged the view that no news is good news for the two people not seen this month.",
    "Asked whether the plan would make sense to the young person without anybody explaining it.",
]
REFLECTION = [
    "Talked about how tiring it is to be turned away at the door, and why going back matters.",
    "Thought about what the young person sees when three workers change in two years.",
    "Looked at what made the difference in the one case that went well.",
]
SUPERVISION_DECISION = [
    "Visit this week at a different time of day; bring the review forward if the door stays shut.",
    "Ask the housing panel for a decision and tell the young person the date.",
    "Keep going as agreed; look again next month.",
]
RISK_EVIDENCE = {
    "exploitation": "New phone and trainers with no income to explain them, and two trips to another town by train.",
    "mental_health": "Told the worker of thoughts of not wanting to be here after the break-up in the spring.",
    "domestic_abuse": "Bruise on the arm; partner rings every few minutes during visits.",
    "homelessness": "Section 21 notice received; £640 of arrears.",
    "substances": "Smoking every day and has missed two shifts.",
    "debt": "Three payday loans and a letter from enforcement agents.",
}
KEEPS_SAFE = "A cousin nearby who picks up the phone, the support worker on Wednesdays, and knowing 999 and 116 123."
APPROVED = "The plan is written to you, says what happens if things go wrong, and every action has a name."
RETURNED = (
    "The money part says nothing of the arrears, and nobody is named to ring the landlord. Add both, then send it."
)


def pick(random: Random, phrases: list[str]) -> str:
    """One of the phrases."""
    return random.choice(phrases)
