using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Leases as rows; all times are the database's (<c>clock_timestamp()</c>: a waiting transaction's <c>now()</c> is old).</summary>
internal sealed class PostgresLeaseStore : ILeaseStore
{
    public void Announce(PostgresGroup group, Lease lease) => group.Part(this, () => new LeaseGroupPart()).Need(lease);

    public async ValueTask<Lease?> TryAcquireAsync(
        IDurableSession session, string account, string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var command = PostgresRows.Command(
            session,
            """
            INSERT INTO exchange.leases AS held (account, owner, token, expires_at)
            VALUES ($1, $2, 1, clock_timestamp() + $3)
            ON CONFLICT (account) DO UPDATE SET owner = $2, token = held.token + 1, expires_at = clock_timestamp() + $3
            WHERE held.owner = $2 OR held.expires_at <= clock_timestamp()
            RETURNING token, expires_at
            """,
            account, owner, duration);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        return new Lease
        {
            Account = account,
            Owner = owner,
            Token = reader.GetInt64(0),
            ExpiresAt = reader.GetFieldValue<DateTimeOffset>(1),
        };
    }

    public async ValueTask<bool> TryRenewAsync(IDurableSession session, Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var command = PostgresRows.Command(
            session,
            "UPDATE exchange.leases SET expires_at = clock_timestamp() + $4 "
            + "WHERE account = $1 AND owner = $2 AND token = $3 AND expires_at > clock_timestamp()",
            lease.Account, lease.Owner, lease.Token, duration);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask<bool> HoldsAsync(IDurableSession session, Lease lease, CancellationToken cancellationToken)
    {
        if (PostgresSession.From(session).FindPart<LeaseGroupPart>(this)?.Find(lease) is { } held)
            return held;

        // The share lock makes a takeover wait for this session's end; many sessions of the holder share it.
        await using var command = PostgresRows.Command(
            session,
            "SELECT 1 FROM exchange.leases WHERE account = $1 AND owner = $2 AND token = $3 AND expires_at > clock_timestamp() FOR SHARE",
            lease.Account, lease.Owner, lease.Token);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    public async ValueTask ReleaseAsync(IDurableSession session, Lease lease, CancellationToken cancellationToken)
    {
        await using var command = PostgresRows.Command(
            session,
            """
            UPDATE exchange.leases SET expires_at = clock_timestamp()
            WHERE account = $1 AND owner = $2 AND token = $3 AND expires_at > clock_timestamp()
            """,
            lease.Account, lease.Owner, lease.Token);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
