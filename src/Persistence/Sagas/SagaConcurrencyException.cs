using MassTransit;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>Two messages changed one instance at the same time; the later one must be handled again on the new state.</summary>
public sealed class SagaConcurrencyException : MassTransitException
{
    /// <summary>Creates the exception without details.</summary>
    public SagaConcurrencyException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public SagaConcurrencyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public SagaConcurrencyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static SagaConcurrencyException Of(Type saga, Guid correlationId, int version) =>
        new($"{saga.Name} {correlationId} was changed by someone else since version {version} was loaded; handle the message again");
}
