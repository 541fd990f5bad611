using System.Security.Cryptography;
using System.Text;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Message ids that are a pure function of what the message says, so that a fact told twice carries one id.</summary>
public static class DeterministicId
{
    /// <summary>Returns an RFC 9562 version 8 UUID from the SHA-256 of the parts, joined by a separator that no part may contain.</summary>
    /// <param name="parts">The business key, for example <c>"fill", venue, symbol, trade id</c>.</param>
    /// <returns>The same id for the same parts, always and everywhere.</returns>
    public static Guid From(params ReadOnlySpan<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts!)));
        var bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
