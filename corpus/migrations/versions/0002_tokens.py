"""The vectors of single tokens, beside those of passages and sentences."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; the next indexing embeds again what lacks them."""
    op.add_column("embeddings", sa.Column("tokens", sa.LargeBinary(), nullable=True))
    op.add_column("embeddings", sa.Column("token_rows", sa.LargeBinary(), nullable=True))
