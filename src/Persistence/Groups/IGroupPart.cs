namespace Bot3.Messaging.Persistence.Groups;

/// <summary>
/// What the works of a group share while its transaction runs: rows read for all of them at once, changed in memory, written once.
/// Used by one work at a time.
/// </summary>
public interface IGroupPart
{
    /// <summary>Adds the queries for what the works have announced; called once, before the first work runs.</summary>
    /// <param name="reads">The group's queries.</param>
    void AddReads(GroupReads reads);

    /// <summary>Adds rows that stand only when all works have run; called once, before the commit.</summary>
    /// <param name="writes">The group's rows.</param>
    void AddWrites(GroupWrites writes);

    /// <summary>The transaction has committed; what was read and changed may be kept for the next group.</summary>
    void Committed();
}
