from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import GenerateTokenRequest


class TokenResourceApi(ResourceApi):
    """The ``/token`` endpoints: access tokens and whom they stand for (Orkes only)."""

    @endpoint("POST", "/token")
    def generate_token(
        self, body: GenerateTokenRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """Get an access token for a key and its secret."""
    generate_token_with_http_info = with_http_info(generate_token)

    @endpoint("GET", "/token/userInfo")
    def get_user_info(self, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get the user that the present token stands for."""
    get_user_info_with_http_info = with_http_info(get_user_info)
