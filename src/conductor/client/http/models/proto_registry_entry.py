from __future__ import annotations

from conductor.client.http.models._model import Model


class ProtoRegistryEntry(Model):
    """A protobuf file of a gRPC service."""

    service_name: str
    filename: str
    data: bytes

    def __str__(self) -> str:
        return (
            f"ProtoRegistryEntry(service_name='{self.service_name}', "
            f"filename='{self.filename}', data_size={len(self.data)})"
        )
