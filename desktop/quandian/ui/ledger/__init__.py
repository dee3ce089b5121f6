"""The parts of the ledger page: table, filters, matrix, charts."""
