using System.Runtime.Serialization;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>A pack that cannot be read. As a serialisation fault it is permanent: the whole pack becomes one dead letter.</summary>
public sealed class PackFormatException : SerializationException
{
    /// <summary>Creates the fault.</summary>
    public PackFormatException()
    {
    }

    /// <summary>Creates the fault.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public PackFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the fault.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The cause.</param>
    public PackFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
