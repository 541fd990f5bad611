using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Trade cursors as rows.</summary>
internal sealed class PostgresTradeCursorStore : ITradeCursorStore
{
    public async ValueTask<long?> GetAsync(IDurableSession session, string account, string symbol, CancellationToken cancellationToken)
    {
        await using var command = PostgresRows.Command(
            session, "SELECT trade_id FROM exchange.trade_cursors WHERE account = $1 AND symbol = $2", account, symbol);
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public async ValueTask AdvanceAsync(
        IDurableSession session, string account, string symbol, long tradeId, CancellationToken cancellationToken)
    {
        await using var command = PostgresRows.Command(
            session,
            """
            INSERT INTO exchange.trade_cursors AS known (account, symbol, trade_id) VALUES ($1, $2, $3)
            ON CONFLICT (account, symbol) DO UPDATE SET trade_id = greatest(known.trade_id, excluded.trade_id)
            """,
            account, symbol, tradeId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
