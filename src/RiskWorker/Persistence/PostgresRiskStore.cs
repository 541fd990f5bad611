using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.RiskWorker.Decisions;
using Bot3.Messaging.RiskWorker.Portfolio;
using Bot3.Messaging.RiskWorker.Reservations;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.RiskWorker.Persistence;

/// <summary>Risk's rows in the schema <c>risk</c>.</summary>
internal sealed class PostgresRiskStore : IRiskStore
{
    private const string ReservationColumns =
        "order_id, account, strategy_id, venue, symbol, side, quantity, filled, opening_quantity, notional_usd, spend_asset, spend_amount, "
        + "final_filled, reserved_at";

    private const string FillColumns =
        "venue, symbol, trade_id, venue_order_id, order_id, account, strategy_id, side, price, quantity, fee, fee_asset, fee_price_in_quote, "
        + "is_maker, executed_at";

    public async ValueTask LockAccountAsync(IDurableSession session, string account, CancellationToken cancellationToken)
    {
        // Transaction-scoped: released by commit, rollback, or the death of this process. A hash collision only makes two accounts wait
        // for each other.
        await using var command = Command(session, "SELECT pg_advisory_xact_lock(hashtextextended('bot3.risk.' || $1, 0))", account);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<StoredDecision?> FindDecisionAsync(IDurableSession session, Guid orderId, CancellationToken cancellationToken)
    {
        await using var command = Command(
            session,
            """
            SELECT decision_id, order_id, account, strategy_id, symbol, venue, approved, limits_version, reasons::text, inputs::text, decided_at
            FROM risk.decisions WHERE order_id = $1
            """,
            orderId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        return new StoredDecision
        {
            DecisionId = reader.GetGuid(0),
            OrderId = reader.GetGuid(1),
            Account = reader.GetString(2),
            StrategyId = reader.GetString(3),
            Symbol = reader.GetString(4),
            Venue = reader.GetString(5),
            Approved = reader.GetBoolean(6),
            LimitsVersion = reader.GetInt64(7),
            ReasonsJson = reader.GetString(8),
            InputsJson = reader.GetString(9),
            DecidedAt = reader.GetFieldValue<DateTimeOffset>(10),
        };
    }

    public async ValueTask AddDecisionAsync(
        IDurableSession session, StoredDecision decision, Reservation? reservation, CancellationToken cancellationToken)
    {
        await using (var command = Command(
            session,
            """
            INSERT INTO risk.decisions
              (decision_id, order_id, account, strategy_id, symbol, venue, approved, limits_version, reasons, inputs, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11)
            """,
            decision.DecisionId, decision.OrderId, decision.Account, decision.StrategyId, decision.Symbol, decision.Venue, decision.Approved,
            decision.LimitsVersion, decision.ReasonsJson, decision.InputsJson, decision.DecidedAt.ToUniversalTime()))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        if (reservation is null)
            return;
        await using var insert = Command(
            session,
            $"INSERT INTO risk.reservations ({ReservationColumns}, open) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)",
            reservation.OrderId, reservation.Account, reservation.StrategyId, reservation.Venue, reservation.Symbol, reservation.Side.ToString(),
            reservation.Quantity, reservation.Filled, reservation.OpeningQuantity, reservation.NotionalUsd, reservation.SpendAsset,
            reservation.SpendAmount, Nullable(reservation.FinalFilled), reservation.ReservedAt.ToUniversalTime(), reservation.Remaining > 0);
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Reservation>> ListOpenReservationsAsync(
        IDurableSession session, string account, CancellationToken cancellationToken)
    {
        await using var command = Command(session, $"SELECT {ReservationColumns} FROM risk.reservations WHERE account = $1 AND open", account);
        return await ReadAllAsync(command, ReadReservation, cancellationToken);
    }

    public async ValueTask<Reservation?> FindReservationAsync(IDurableSession session, Guid orderId, CancellationToken cancellationToken)
    {
        await using var command = Command(
            session, $"SELECT {ReservationColumns} FROM risk.reservations WHERE order_id = $1 FOR UPDATE", orderId);
        return (await ReadAllAsync(command, ReadReservation, cancellationToken)).SingleOrDefault();
    }

    public async ValueTask UpdateReservationAsync(IDurableSession session, Reservation reservation, CancellationToken cancellationToken)
    {
        await using var command = Command(
            session,
            "UPDATE risk.reservations SET filled = $2, final_filled = $3, open = $4 WHERE order_id = $1",
            reservation.OrderId, reservation.Filled, Nullable(reservation.FinalFilled), reservation.Remaining > 0);
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw new InvalidOperationException($"The reservation of order {reservation.OrderId} does not exist.");
    }

    public async ValueTask<bool> TryAddFillAsync(IDurableSession session, StoredFill fill, CancellationToken cancellationToken)
    {
        await using var command = Command(
            session,
            $"""
            INSERT INTO risk.fills ({FillColumns}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)
            ON CONFLICT (venue, symbol, trade_id, venue_order_id) DO NOTHING
            """,
            fill.Venue, fill.Symbol, fill.TradeId, fill.VenueOrderId, fill.OrderId, fill.Account, fill.StrategyId, fill.Side.ToString(),
                fill.Price,
            fill.Quantity, fill.Fee, (object?)fill.FeeAsset ?? DBNull.Value, Nullable(fill.FeePriceInQuote), fill.IsMaker,
                fill.ExecutedAt.ToUniversalTime());
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask<IReadOnlyList<StoredFill>> ListFillsAsync(
        IDurableSession session, string account, CancellationToken cancellationToken)
    {
        await using var command = Command(
            session, $"SELECT {FillColumns} FROM risk.fills WHERE account = $1 ORDER BY applied_sequence", account);
        return await ReadAllAsync(command, ReadFill, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<StoredPosition>> ListPositionsAsync(
        IDurableSession session, string account, CancellationToken cancellationToken)
    {
        await using var command = Command(
            session,
            """
            SELECT account, strategy_id, symbol, net_quantity, average_entry_price, realised_pnl, document::text, updated_at
            FROM risk.positions WHERE account = $1 ORDER BY strategy_id, symbol
            """,
            account);
        return await ReadAllAsync(
            command,
            reader => new StoredPosition
            {
                Account = reader.GetString(0),
                StrategyId = reader.GetString(1),
                Symbol = reader.GetString(2),
                NetQuantity = reader.GetDecimal(3),
                AverageEntryPrice = reader.IsDBNull(4) ? null : reader.GetDecimal(4),
                RealisedPnl = reader.GetDecimal(5),
                DocumentJson = reader.GetString(6),
                UpdatedAt = reader.GetFieldValue<DateTimeOffset>(7),
            },
            cancellationToken);
    }

    public async ValueTask PutPositionAsync(IDurableSession session, StoredPosition position, CancellationToken cancellationToken)
    {
        await using var command = Command(
            session,
            """
            INSERT INTO risk.positions (account, strategy_id, symbol, net_quantity, average_entry_price, realised_pnl, document, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)
            ON CONFLICT (account, strategy_id, symbol) DO UPDATE SET net_quantity = excluded.net_quantity,
              average_entry_price = excluded.average_entry_price, realised_pnl = excluded.realised_pnl,
              document = excluded.document, updated_at = excluded.updated_at
            """,
            position.Account, position.StrategyId, position.Symbol, position.NetQuantity, Nullable(position.AverageEntryPrice),
                position.RealisedPnl,
            position.DocumentJson, position.UpdatedAt.ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Reservation ReadReservation(NpgsqlDataReader reader) => new()
    {
        OrderId = reader.GetGuid(0),
        Account = reader.GetString(1),
        StrategyId = reader.GetString(2),
        Venue = reader.GetString(3),
        Symbol = reader.GetString(4),
        Side = Enum.Parse<OrderSide>(reader.GetString(5)),
        Quantity = reader.GetDecimal(6),
        Filled = reader.GetDecimal(7),
        OpeningQuantity = reader.GetDecimal(8),
        NotionalUsd = reader.GetDecimal(9),
        SpendAsset = reader.GetString(10),
        SpendAmount = reader.GetDecimal(11),
        FinalFilled = reader.IsDBNull(12) ? null : reader.GetDecimal(12),
        ReservedAt = reader.GetFieldValue<DateTimeOffset>(13),
    };

    private static StoredFill ReadFill(NpgsqlDataReader reader) => new()
    {
        Venue = reader.GetString(0),
        Symbol = reader.GetString(1),
        TradeId = reader.GetString(2),
        VenueOrderId = reader.GetString(3),
        OrderId = reader.GetGuid(4),
        Account = reader.GetString(5),
        StrategyId = reader.GetString(6),
        Side = Enum.Parse<OrderSide>(reader.GetString(7)),
        Price = reader.GetDecimal(8),
        Quantity = reader.GetDecimal(9),
        Fee = reader.GetDecimal(10),
        FeeAsset = reader.IsDBNull(11) ? null : reader.GetString(11),
        FeePriceInQuote = reader.IsDBNull(12) ? null : reader.GetDecimal(12),
        IsMaker = reader.GetBoolean(13),
        ExecutedAt = reader.GetFieldValue<DateTimeOffset>(14),
    };

    private static async Task<List<T>> ReadAllAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    private static NpgsqlParameter Nullable(decimal? value)
        => new() { Value = value.HasValue ? value.Value : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric };

    private static NpgsqlCommand Command(IDurableSession session, string sql, params ReadOnlySpan<object> values)
    {
        var postgres = session as PostgresSession
            ?? throw new ArgumentException(
                $"session was a {session.GetType().Name}; the Postgres risk store needs a PostgresSession.", nameof(session));
        var command = new NpgsqlCommand(sql, postgres.Connection, postgres.Transaction);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? Parameter(value));
        return command;
    }

    private static NpgsqlParameter Parameter(object value)
        => value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value };
}
