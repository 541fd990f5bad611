using System.Data;
using Npgsql;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>One transaction and what the works in it share.</summary>
public sealed class PostgresGroup : IAsyncDisposable
{
    private readonly Dictionary<object, IGroupPart> _parts = [];
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    internal NpgsqlConnection Connection => _connection ?? throw new InvalidOperationException("the group has not begun or is over");

    internal NpgsqlTransaction Transaction => _transaction ?? throw new InvalidOperationException("the group has not begun or is over");

    internal GroupWrites Writes { get; } = new();

    /// <summary>The part that belongs to an owner (a store), made on first use.</summary>
    /// <typeparam name="T">The part's type.</typeparam>
    /// <param name="owner">Who owns it; compared by equality.</param>
    /// <param name="create">Makes it.</param>
    public T Part<T>(object owner, Func<T> create)
        where T : class, IGroupPart
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(create);
        if (_parts.TryGetValue(owner, out var part))
            return (T)part;
        var made = create();
        _parts.Add(owner, made);
        return made;
    }

    /// <summary>The part that belongs to an owner, if a work has announced something to it.</summary>
    /// <typeparam name="T">The part's type.</typeparam>
    /// <param name="owner">Who owns it.</param>
    /// <returns>The part, or <see langword="null"/>.</returns>
    public T? FindPart<T>(object owner)
        where T : class, IGroupPart
    {
        ArgumentNullException.ThrowIfNull(owner);
        return _parts.TryGetValue(owner, out var part) ? (T)part : null;
    }

    /// <summary>Ends the transaction, if it still runs, without keeping anything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_transaction is { } transaction)
        {
            _transaction = null;
            await transaction.DisposeAsync();
        }

        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    // Read committed: every rule that needs more takes row locks or checks versions.
    internal async ValueTask BeginAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        _connection = await source.OpenConnectionAsync(cancellationToken);
        _transaction = await _connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
    }

    /// <summary>Reads what was announced, and then <paramref name="last"/>, in one round trip.</summary>
    internal ValueTask ReadAsync(Action<GroupReads> last, CancellationToken cancellationToken)
    {
        var reads = new GroupReads();
        foreach (var part in _parts.Values)
            part.AddReads(reads);
        last(reads);
        return reads.ExecuteAsync(Connection, Transaction, cancellationToken);
    }

    /// <summary>
    /// Writes all rows and commits, in one round trip. It takes no token: once it is sent, it must become known whether it was done.
    /// </summary>
    internal async ValueTask CommitAsync()
    {
        foreach (var part in _parts.Values)
            part.AddWrites(Writes);
        await Writes.ExecuteAsync(Connection, Transaction, commit: true, CancellationToken.None);
        foreach (var part in _parts.Values)
            part.Committed();
    }
}
