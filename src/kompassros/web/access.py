"""Who may open an address. Every view says so; one that does not is refused (fail closed).

``everyone``      public pages
``signed_in``     any person with an account
``allowed``       persons for whom a policy holds on the object that the address names
``ALLAUTH``       the sign-in pages that come from a library, by the name of their address
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch

Who = Literal["everyone", "signed_in", "allowed"]
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Access:
    """Who may open a view; ``policy`` names the permission where ``who`` is "allowed"."""

    who: Who
    policy: str = ""


EVERYONE = Access("everyone")
SIGNED_IN = Access("signed_in")
ALLAUTH = {
    "account_login": EVERYONE,
    "account_logout": EVERYONE,
    "account_inactive": EVERYONE,
    "account_reset_password": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "account_reset_password_from_key": EVERYONE,
    "account_reset_password_from_key_done": EVERYONE,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "mfa_authenticate": EVERYONE,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
}


def _declared(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def everyone(view: View) -> View:
    """Declare a view public."""
    return _declared(view, EVERYONE)


def signed_in(view: View) -> View:
    """Declare that a view needs an account; AccessMiddleware sends others to the sign-in page."""
    return _declared(view, SIGNED_IN)


def allowed(policy: str, find: Callable[..., Any]) -> Callable[[View], View]:
    """Declare that a view needs ``policy`` on the object that ``find(request, **kwargs)`` returns.

    The object is kept as ``request.subject``. Raises PermissionDenied (403) where the policy does not hold;
    whatever ``find`` raises (Http404) passes through.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            subject = find(request, **kwargs)
            if not request.user.has_perm(policy, subject):
                raise PermissionDenied(policy)
            request.subject = subject  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return _declared(guarded, Access("allowed", policy))

    return decorate


_namespaces: dict[str, Access] = {}


def declare_namespace(namespace: str, access: Access) -> None:
    """Declare the access of all addresses in a namespace whose views a library makes (the HTTP interface)."""
    _namespaces[namespace] = access


def access_of(match: ResolverMatch) -> Access | None:
    """Return what the view behind an address declares, or None where it declares nothing."""
    declared = getattr(match.func, "access", None)
    if isinstance(declared, Access):
        return declared
    return ALLAUTH.get(match.view_name) or _namespaces.get(match.namespace)


class AccessMiddleware:
    """Refuse views that declare no access, and send visitors without an account to the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Return None to let the view answer, or a redirect to the sign-in page."""
        match = request.resolver_match
        access = access_of(match) if match else None
        if access is None:
            raise ImproperlyConfigured(f"{match.view_name if match else view} declares no access (web/access.py).")
        if access.who != "everyone" and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return None
