"""A word kept in both servers, to see whether it is still there after a restart."""

import io
from typing import Any

from minio import Minio
from pymongo import MongoClient

from server.data_folder import Endpoints

BUCKET = "probe"


def keep_word(endpoints: Endpoints, word: str) -> None:
    with _database(endpoints) as client:
        client.probe.words.insert_one({"_id": "word", "text": word})
    store, content = _store(endpoints), word.encode()
    store.make_bucket(bucket_name=BUCKET, object_lock=True)
    store.put_object(bucket_name=BUCKET, object_name="word", data=io.BytesIO(content), length=len(content))


def kept_words(endpoints: Endpoints) -> tuple[str, str]:
    """The word in the database, and the word in the store."""
    with _database(endpoints) as client:
        found = client.probe.words.find_one({"_id": "word"}) or {}
    answer = _store(endpoints).get_object(bucket_name=BUCKET, object_name="word")
    try:
        return found["text"], answer.data.decode()
    finally:
        answer.close()


def _database(endpoints: Endpoints) -> MongoClient[dict[str, Any]]:
    return MongoClient(endpoints.mongodb_url)


def _store(endpoints: Endpoints) -> Minio:
    return Minio(
        endpoint=endpoints.s3_url.removeprefix("http://"),
        access_key=endpoints.s3_access_key,
        secret_key=endpoints.s3_secret_key,
        secure=False,
        region="us-east-1",
    )
