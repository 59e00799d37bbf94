"""A place, on this machine or in a store -> what lies there: listed, looked at, read, written whole, removed.

A place in a store is a path too, so that everything else can reckon with it as with any other: ``s3://bucket/letters``
is ``/s3:/bucket/letters`` (:func:`~pubpipe.stores.addresses.located`). It lies on no disk; what is there is asked of
:class:`~pubpipe.stores.files.Files` alone. Only this room knows fsspec, and imports it for a store only.
"""

from pubpipe.stores.addresses import address, is_stored, located
from pubpipe.stores.files import Files
from pubpipe.stores.seen import Seen

__all__ = ["Files", "Seen", "address", "is_stored", "located"]
