namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>
/// Instances as this process last committed them, bounded; the least recently used goes first. Whoever takes an instance has it alone, and
/// puts it back only after a commit: an instance that a failed step has changed is never seen again. What is here may be old, so it is used
/// only where the row, locked, still has the same version.
/// </summary>
internal sealed class SagaCache<TSaga>(int capacity)
    where TSaga : class, IDurableSaga
{
    private readonly Dictionary<Guid, LinkedListNode<(Guid Id, SagaEntry<TSaga> Entry)>> _entries = [];
    private readonly Lock _gate = new();
    private readonly LinkedList<(Guid Id, SagaEntry<TSaga> Entry)> _recent = [];

    /// <summary>Takes an instance out.</summary>
    public SagaEntry<TSaga>? Take(Guid id)
    {
        lock (_gate)
        {
            if (!_entries.Remove(id, out var node))
                return null;
            _recent.Remove(node);
            return node.Value.Entry;
        }
    }

    /// <summary>Keeps an instance as committed.</summary>
    public void Put(Guid id, SagaEntry<TSaga> entry)
    {
        lock (_gate)
        {
            if (_entries.Remove(id, out var known))
                _recent.Remove(known);
            _entries.Add(id, _recent.AddFirst((id, entry)));
            if (_entries.Count <= capacity)
                return;
            var oldest = _recent.Last!;
            _recent.RemoveLast();
            _entries.Remove(oldest.Value.Id);
        }
    }
}

/// <summary>One instance: the object for the next step, and the document that it is written as.</summary>
internal sealed class SagaEntry<TSaga>
    where TSaga : class, IDurableSaga
{
    private bool _expected;

    /// <summary>The version of the row that the group has locked; 0 when there is none.</summary>
    public int StoredVersion { get; set; }

    /// <summary>The version after the steps so far; 0 when there is no instance, or it was deleted.</summary>
    public int Version { get; set; }

    /// <summary>The document of that version, as we write it; null when there is no instance.</summary>
    public string? Document { get; set; }

    /// <summary>The instance of that version, or null when it must be read from the document.</summary>
    public TSaga? Instance { get; set; }

    /// <summary>Whether the steps so far have changed anything.</summary>
    public bool IsChanged => Version != StoredVersion;

    /// <summary>The row is about to be read; until it says otherwise, there is none.</summary>
    public void Expect()
    {
        StoredVersion = 0;
        _expected = true;
    }

    /// <summary>The row was read: what the cache had of a row that is gone is gone too.</summary>
    public void Settle()
    {
        if (!_expected)
            return;
        _expected = false;
        if (StoredVersion != 0)
            return;
        Version = 0;
        Document = null;
        Instance = null;
    }

    /// <summary>The instance for the next step, which may change it in place.</summary>
    public TSaga? Read()
    {
        if (Document is null)
            return null;
        return Instance ??= SagaDocument.Read<TSaga>(Document, Version);
    }

    /// <summary>Remembers the present state.</summary>
    /// <returns>Brings it back; the instance is read anew, since a step may have changed it in place.</returns>
    public Action Remember()
    {
        var (version, document) = (Version, Document);
        return () =>
        {
            Version = version;
            Document = document;
            Instance = null;
        };
    }
}
