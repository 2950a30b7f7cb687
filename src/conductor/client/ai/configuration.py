"""The providers that an integration can be made for."""

from __future__ import annotations

from enum import Enum


class LLMProvider(str, Enum):
    """Who runs the language model."""

    AZURE_OPEN_AI = "azure_openai"
    OPEN_AI = "openai"
    GCP_VERTEX_AI = "vertex_ai"
    HUGGING_FACE = "huggingface"
    ANTHROPIC = "anthropic"
    BEDROCK = "bedrock"
    COHERE = "cohere"
    GROK = "Grok"
    MISTRAL = "mistral"
    OLLAMA = "ollama"
    PERPLEXITY = "perplexity"


class VectorDB(str, Enum):
    """Which database holds the vectors."""

    PINECONE_DB = "pineconedb"
    WEAVIATE_DB = "weaviatedb"
    POSTGRES_DB = "pgvectordb"
    MONGO_DB = "mongovectordb"
