namespace Bot3.Messaging.LocalServices;

/// <summary>
/// A server could not be found, started or stopped. The message says what to do, and ends with the server's own last lines if it spoke.
/// </summary>
public sealed class LocalServiceException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and what to do about it.</param>
    public LocalServiceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the failure behind it.</summary>
    /// <param name="message">What failed and what to do about it.</param>
    /// <param name="innerException">The failure behind it.</param>
    public LocalServiceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
