"""Addresses of letters, a file a theme. Fixed words stand before the addresses that take any key."""

from pendopo.letters.urls.documents import urlpatterns as _documents
from pendopo.letters.urls.requests import urlpatterns as _requests
from pendopo.letters.urls.types import urlpatterns as _types

urlpatterns = [*_requests, *_documents, *_types]
