namespace Bot3.Messaging.Persistence.Outbox.Bundles;

/// <summary>
/// Rows of one commit that are stored as one, and what became of each: the stored row goes when all are confirmed, and gives way to the
/// rows that are left when some are not. Any thread may tell.
/// </summary>
internal sealed class OutboxBundle(Guid id, int rows)
{
    private readonly Lock _gate = new();
    private readonly List<OutboxDeferral> _left = [];
    private readonly List<OutboxRow> _leftRows = [];
    private bool _abandoned;
    private int _open = rows;

    /// <summary>Key of the stored row.</summary>
    public Guid Id => id;

    /// <summary>How many rows are stored as this one.</summary>
    public int Rows { get; } = rows;

    /// <summary>Whether the stored row is the sweepers' by now: then nobody else may touch it.</summary>
    public bool IsAbandoned => _abandoned;

    /// <summary>The rows that were not confirmed, once nothing is open.</summary>
    public IReadOnlyList<OutboxRow> LeftRows => _leftRows;

    /// <summary>From when each of <see cref="LeftRows"/> may be tried again.</summary>
    public IReadOnlyList<OutboxDeferral> Left => _left;

    /// <summary>The broker has confirmed one of them.</summary>
    /// <returns>Whether nothing is open any more.</returns>
    public bool Confirm()
    {
        lock (_gate)
            return --_open == 0;
    }

    /// <summary>One of them is given to the sweepers.</summary>
    /// <returns>Whether nothing is open any more.</returns>
    public bool Release(OutboxRow row, DateTimeOffset availableAt)
    {
        lock (_gate)
        {
            _leftRows.Add(row);
            _left.Add(new OutboxDeferral(row.Id, availableAt));
            return --_open == 0;
        }
    }

    /// <summary>The sweepers have the stored row, or are about to.</summary>
    /// <returns>Whether nothing is open any more.</returns>
    public bool Abandon()
    {
        lock (_gate)
        {
            _abandoned = true;
            return --_open == 0;
        }
    }
}
