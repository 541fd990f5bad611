using Bot3.Messaging.ExchangeWorker.Attempts;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>One attempt while a group runs: as the database has it, and as the works so far have left it.</summary>
internal sealed class AttemptEntry
{
    /// <summary>The locked row; null when there was none.</summary>
    public Attempt? Stored { get; set; }

    /// <summary>As a work of this group has added it; null when none has.</summary>
    public Attempt? Added { get; set; }

    /// <summary>The present state; null when there is no attempt.</summary>
    public Attempt? Current { get; set; }

    /// <summary>Whether the row, read or about to be inserted, differs from the present state.</summary>
    public bool IsChanged => Current is not null && Current != (Added ?? Stored);
}
