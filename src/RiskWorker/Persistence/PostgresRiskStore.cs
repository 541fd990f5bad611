using Bot3.Messaging.Persistence.Groups;
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
    /// <summary>Announces what a decision will read.</summary>
    public void AnnounceDecision(PostgresGroup group, string account, Guid orderId) => Part(group).NeedDecision(account, orderId);

    /// <summary>Announces what applying a trade will read.</summary>
    public void AnnounceFill(PostgresGroup group, string account, Guid orderId, FillKey fill) => Part(group).NeedFill(account, orderId, fill);

    /// <summary>Announces what a release will read.</summary>
    public void AnnounceRelease(PostgresGroup group, Guid orderId) => Part(group).NeedReservation(orderId);

    public async ValueTask LockAccountAsync(IDurableSession session, string account, CancellationToken cancellationToken)
    {
        if (Part(session) is { } part && part.HoldsLock(account))
            return;
        await using var command = Command(session, RiskStatements.LockAccounts, (object)new[] { account });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<StoredDecision?> FindDecisionAsync(IDurableSession session, Guid orderId, CancellationToken cancellationToken)
    {
        if (Part(session) is { } part && part.HasDecision(orderId))
            return part.Decisions.GetValueOrDefault(orderId);
        await using var command = Command(session, RiskStatements.Decisions, (object)new[] { orderId });
        return (await ReadAllAsync(command, RiskRowReader.Decision, cancellationToken)).SingleOrDefault();
    }

    public async ValueTask AddDecisionAsync(
        IDurableSession session, StoredDecision decision, Reservation? reservation, CancellationToken cancellationToken)
    {
        var postgres = Postgres(session);
        if (Part(session) is { } part && part.HasDecision(decision.OrderId))
        {
            part.Decisions.Add(decision.OrderId, decision);
            postgres.OnRollback(() => part.Decisions.Remove(decision.OrderId));
            if (reservation is not null && part.Book(reservation.Account) is { } book)
            {
                book.Add(reservation);
                postgres.OnRollback(() => book.Remove(reservation));
            }

            Write(postgres.Write, decision, reservation);
            return;
        }

        var writes = new GroupWrites();
        Write(writes.Add, decision, reservation);
        await writes.ExecuteAsync(postgres, cancellationToken);
    }

    public async ValueTask<AccountBook> ReadBookAsync(IDurableSession session, string account, CancellationToken cancellationToken) =>
        Part(session)?.Book(account) ?? AccountBook.Of(
            await ListPositionsAsync(session, account, cancellationToken),
            await ListOpenReservationsAsync(session, account, cancellationToken));

    public async ValueTask<IReadOnlyList<Reservation>> ListOpenReservationsAsync(
        IDurableSession session, string account, CancellationToken cancellationToken)
    {
        await using var command = Command(session, RiskStatements.OpenReservations, (object)new[] { account });
        return await ReadAllAsync(command, RiskRowReader.Reservation, cancellationToken);
    }

    public async ValueTask<Reservation?> FindReservationAsync(IDurableSession session, Guid orderId, CancellationToken cancellationToken)
    {
        if (Part(session) is { } part && part.HasReservation(orderId))
            return part.Reservations.GetValueOrDefault(orderId);
        await using var command = Command(session, RiskStatements.LockReservations, (object)new[] { orderId });
        return (await ReadAllAsync(command, RiskRowReader.Reservation, cancellationToken)).SingleOrDefault();
    }

    public async ValueTask UpdateReservationAsync(IDurableSession session, Reservation reservation, CancellationToken cancellationToken)
    {
        object?[] row = [reservation.OrderId, reservation.Filled, reservation.FinalFilled, reservation.Remaining > 0];
        var postgres = Postgres(session);
        if (Part(session) is { } part && part.HasReservation(reservation.OrderId))
        {
            if (!part.Reservations.TryGetValue(reservation.OrderId, out var before))
                throw Missing(reservation);
            part.Reservations[reservation.OrderId] = reservation;
            postgres.OnRollback(() => part.Reservations[reservation.OrderId] = before);
            postgres.Write(RiskStatements.UpdateReservation, row);
            return;
        }

        await using var command = Command(
            session,
            "UPDATE risk.reservations SET filled = $2, final_filled = $3, open = $4 WHERE order_id = $1",
            reservation.OrderId, reservation.Filled, Nullable(reservation.FinalFilled), reservation.Remaining > 0);
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw Missing(reservation);
    }

    public async ValueTask<bool> TryAddFillAsync(IDurableSession session, StoredFill fill, CancellationToken cancellationToken)
    {
        var key = FillKey.Of(fill);
        if (Part(session) is { } part && part.HasFill(key))
        {
            if (!part.KnownFills.Add(key))
                return false;
            var postgres = Postgres(session);
            postgres.OnRollback(() => part.KnownFills.Remove(key));
            postgres.Write(
                RiskStatements.InsertFill, fill.Venue, fill.Symbol, fill.TradeId, fill.VenueOrderId, fill.OrderId, fill.Account,
                fill.StrategyId, fill.Side.ToString(), fill.Price, fill.Quantity, fill.Fee, fill.FeeAsset, fill.FeePriceInQuote, fill.IsMaker,
                fill.ExecutedAt);
            return true;
        }

        await using var command = Command(
            session,
            $"""
            INSERT INTO risk.fills ({RiskStatements.FillColumns}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)
            ON CONFLICT (venue, symbol, trade_id, venue_order_id) DO NOTHING
            """,
            fill.Venue, fill.Symbol, fill.TradeId, fill.VenueOrderId, fill.OrderId, fill.Account, fill.StrategyId, fill.Side.ToString(),
            fill.Price, fill.Quantity, fill.Fee, (object?)fill.FeeAsset ?? DBNull.Value, Nullable(fill.FeePriceInQuote), fill.IsMaker,
            fill.ExecutedAt.ToUniversalTime());
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask<IReadOnlyList<StoredFill>> ListFillsAsync(
        IDurableSession session, string account, CancellationToken cancellationToken)
    {
        await using var command = Command(
            session, $"SELECT {RiskStatements.FillColumns} FROM risk.fills WHERE account = $1 ORDER BY applied_sequence", account);
        return await ReadAllAsync(command, RiskRowReader.Fill, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<StoredPosition>> ListPositionsAsync(
        IDurableSession session, string account, CancellationToken cancellationToken)
    {
        if (Part(session) is { } part && part.HasPositions(account))
            return [.. part.Positions.Values.Where(position => position.Account == account)];
        await using var command = Command(session, RiskStatements.Positions, (object)new[] { account });
        return await ReadAllAsync(command, RiskRowReader.Position, cancellationToken);
    }

    public async ValueTask PutPositionAsync(IDurableSession session, StoredPosition position, CancellationToken cancellationToken)
    {
        object?[] row =
        [
            position.Account, position.StrategyId, position.Symbol, position.NetQuantity, position.AverageEntryPrice, position.RealisedPnl,
            position.DocumentJson, position.UpdatedAt,
        ];
        var postgres = Postgres(session);
        if (Part(session) is { } part && part.HasPositions(position.Account))
        {
            var key = (position.Account, position.StrategyId, position.Symbol);
            var before = part.Positions.GetValueOrDefault(key);
            part.Positions[key] = position;
            postgres.OnRollback(() => Restore(part, key, before));
            postgres.Write(RiskStatements.PutPosition, row);
            return;
        }

        var writes = new GroupWrites();
        writes.Add(RiskStatements.PutPosition, row);
        await writes.ExecuteAsync(postgres, cancellationToken);
    }

    private static void Write(Action<BulkStatement, object?[]> write, StoredDecision decision, Reservation? reservation)
    {
        write(
            RiskStatements.InsertDecision,
            [
                decision.DecisionId, decision.OrderId, decision.Account, decision.StrategyId, decision.Symbol, decision.Venue,
                decision.Approved, decision.LimitsVersion, decision.ReasonsJson, decision.InputsJson, decision.DecidedAt,
            ]);
        if (reservation is null)
            return;
        write(
            RiskStatements.InsertReservation,
            [
                reservation.OrderId, reservation.Account, reservation.StrategyId, reservation.Venue, reservation.Symbol,
                reservation.Side.ToString(), reservation.Quantity, reservation.Filled, reservation.OpeningQuantity, reservation.NotionalUsd,
                reservation.SpendAsset, reservation.SpendAmount, reservation.FinalFilled, reservation.ReservedAt, reservation.Remaining > 0,
            ]);
    }

    private static void Restore(RiskGroupPart part, (string Account, string StrategyId, string Symbol) key, StoredPosition? before)
    {
        if (before is null)
            part.Positions.Remove(key);
        else
            part.Positions[key] = before;
    }

    private static InvalidOperationException Missing(Reservation reservation) =>
        new($"The reservation of order {reservation.OrderId} does not exist.");

    private RiskGroupPart Part(PostgresGroup group) => group.Part(this, static () => new RiskGroupPart());

    private RiskGroupPart? Part(IDurableSession session) => Postgres(session).FindPart<RiskGroupPart>(this);

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

    private static PostgresSession Postgres(IDurableSession session) => session as PostgresSession
        ?? throw new ArgumentException(
                $"session was a {session.GetType().Name}; the Postgres risk store needs a PostgresSession.", nameof(session));

    private static NpgsqlCommand Command(IDurableSession session, string sql, params ReadOnlySpan<object> values)
    {
        var postgres = Postgres(session);
        var command = new NpgsqlCommand(sql, postgres.Connection, postgres.Transaction);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? Parameter(value));
        return command;
    }

    private static NpgsqlParameter Parameter(object value)
        => value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value };
}
