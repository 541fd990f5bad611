namespace Bot3.Messaging.Persistence.Groups;

/// <summary>
/// Says which rows the consumer of a message will read, so that one round trip reads those of a whole group. Register it as a singleton;
/// without one a consumer reads for itself.
/// </summary>
/// <typeparam name="T">The message contract.</typeparam>
public interface IGroupAnnouncer<in T>
    where T : class
{
    /// <summary>Announces; may be called several times for one delivery.</summary>
    /// <param name="group">The group that the message is handled in.</param>
    /// <param name="message">The message.</param>
    void Announce(PostgresGroup group, T message);
}
