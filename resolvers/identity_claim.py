"""The claim of a number on its one household, under every generation of the key that is in use."""

from documents.generation import Generations
from documents.household import IdentityClaimDocument
from resolvers.act import Hand


async def claimed(hand: Hand, number: str) -> IdentityClaimDocument | None:
    """The claim that a number makes; while the key is rotated it is sought under both generations."""
    made = await claims(hand, number)
    row = await IdentityClaimDocument.get_pymongo_collection().find_one(
        {"_id": {"$in": list(made)}}, session=hand.transaction.session
    )
    return IdentityClaimDocument.model_validate(row) if row else None


async def claim(hand: Hand, number: str, household_id: str, member_id: str) -> None:
    """Keep what is not kept yet of a number's claims."""
    for id_, generation in (await claims(hand, number)).items():
        collection = IdentityClaimDocument.get_pymongo_collection()
        if await collection.find_one({"_id": id_}, session=hand.transaction.session) is None:
            made = IdentityClaimDocument(id=id_, household_id=household_id, member_id=member_id, generation=generation)
            await hand.transaction.add(made)


async def release(hand: Hand, number: str, household_id: str) -> None:
    """Give up a number's claims on a household."""
    await IdentityClaimDocument.get_pymongo_collection().delete_many(
        {"_id": {"$in": list(await claims(hand, number))}, "householdId": household_id},
        session=hand.transaction.session,
    )


async def claims(hand: Hand, number: str) -> dict[str, int]:
    """The hashes under which a number claims its household now, each with its generation."""
    generations: Generations = await hand.transaction.generations()
    seals = hand.desk.doors.database.seals
    return {await seals.claimed(number, each): each for each in generations.known}
