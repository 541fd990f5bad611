namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// A fault that no retry can cure (a message that contradicts itself, a missing configuration row): a dead letter at once.
/// </summary>
public class PermanentFaultException : Exception
{
    /// <summary>Creates the fault.</summary>
    public PermanentFaultException()
    {
    }

    /// <summary>Creates the fault.</summary>
    /// <param name="message">What is wrong, with field, value and limit.</param>
    public PermanentFaultException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the fault.</summary>
    /// <param name="message">What is wrong, with field, value and limit.</param>
    /// <param name="innerException">The cause.</param>
    public PermanentFaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
