"""How many comments are taken: from one network address, and on one chapter from all (ACCOUNT_RATE_LIMITS).

The address itself is kept nowhere: what is counted is a code made of it with the installation's secret.
"""

from ipaddress import IPv6Address, IPv6Network, ip_address
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

BY_SENDER, BY_CHAPTER = "resident_comment", "resident_comment_chapter"
_ONE_HOUSEHOLD = 64
"""The part of an IPv6 address that is one connection, whose holder chooses the rest freely."""


def take_place(request: HttpRequest, section: UUID) -> bool:
    """Count a comment that is about to be sent; False where its sender, or everybody together, has sent too many."""
    return _take(request, BY_SENDER, _sender(request)) and _take(request, BY_CHAPTER, str(section))


def _take(request: HttpRequest, action: str, key: str) -> bool:
    return bool(ratelimit.consume(request, action=action, key=key))


def _sender(request: HttpRequest) -> str:
    """Return the code of the network address; behind proxies it is the one that the trusted ones pass on."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    if isinstance(address, IPv6Address):
        network = IPv6Network((int(address), _ONE_HOUSEHOLD), strict=False)
        address = address.ipv4_mapped or network.network_address
    return salted_hmac("kompassros.residents", str(address), algorithm="sha256").hexdigest()
