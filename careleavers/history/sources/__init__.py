"""Where a timeline comes from, one module for each family; a new table becomes part of it with an entry in one."""

from careleavers.history.events import Source
from careleavers.history.sources import (
    contacts,
    deaths,
    entitlements,
    homes,
    immigration,
    meetings,
    missing,
    network,
    oversight,
    panels,
    papers,
    plans,
    referrals,
    risks,
    standing,
    support,
    voice,
)

SOURCES: list[Source] = [
    *contacts.SOURCES,
    *homes.SOURCES,
    *risks.SOURCES,
    *plans.SOURCES,
    *meetings.SOURCES,
    *support.SOURCES,
    *entitlements.SOURCES,
    *immigration.SOURCES,
    *network.SOURCES,
    *referrals.SOURCES,
    *missing.SOURCES,
    *deaths.SOURCES,
    *oversight.SOURCES,
    *panels.SOURCES,
    *papers.SOURCES,
    *standing.SOURCES,
    *voice.SOURCES,
]
BY_KEY: dict[str, Source] = {source.key: source for source in SOURCES}
