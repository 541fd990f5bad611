using MassTransit;
using Npgsql;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>A statement did not touch the rows that it was given: somebody else has changed them. The work must be done again.</summary>
public sealed class BulkConflictException : MassTransitException
{
    /// <summary>Creates the exception without details.</summary>
    public BulkConflictException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public BulkConflictException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public BulkConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static BulkConflictException Of(BulkStatement? statement, PostgresException cause) =>
        new($"{cause.MessageText}; others have changed theirs meanwhile: {statement?.Sql}", cause);
}
