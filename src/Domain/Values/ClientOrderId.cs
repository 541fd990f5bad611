using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Values;

/// <summary>The id that we give an order at the venue.</summary>
/// <remarks>
/// <para>A pure function of (order id, slice, attempt), so that a restarted process finds its own orders again, and so that orders
/// found at a venue can be told from a person's by the prefix <c>b3</c>.</para>
/// <para>32 characters, the strictest limit of the exchanges: <c>b3</c>, the UUID in base 36 (25), the slice (2), the attempt (3).
/// Lower case only, so that a venue that folds case cannot make two of them equal.</para>
/// <para><c>default</c> is not an id: its <see cref="Value"/> is empty.</para>
/// </remarks>
public readonly record struct ClientOrderId
{
    /// <summary>The longest id taken.</summary>
    public const int LengthMax = 32;

    /// <summary>Marks the orders of this program at a venue.</summary>
    public const string OwnershipPrefix = "b3";

    /// <summary>The greatest slice number (36² − 1).</summary>
    public const int SliceMax = 1_295;

    /// <summary>The greatest attempt number (36³ − 1).</summary>
    public const int AttemptMax = 46_655;

    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 25;
    private const int SliceLength = 2;

    private readonly string? _value;

    private ClientOrderId(string value) => _value = value;

    /// <summary>The text; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>The id of one attempt to place one slice of an order.</summary>
    /// <exception cref="ArgumentException">The order id is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Slice or attempt is negative or above its maximum.</exception>
    public static ClientOrderId For(OrderId orderId, int slice, int attempt)
    {
        if (orderId.IsDefault)
            throw new ArgumentException("OrderId is the empty UUID.", nameof(orderId));
        ArgumentOutOfRangeException.ThrowIfNegative(slice);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slice, SliceMax);
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempt, AttemptMax);
        Span<byte> bytes = stackalloc byte[16];
        orderId.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        Span<char> text = stackalloc char[LengthMax];
        OwnershipPrefix.CopyTo(text);
        Write(BinaryPrimitives.ReadUInt128BigEndian(bytes), text.Slice(OwnershipPrefix.Length, IdLength));
        Write((UInt128)slice, text.Slice(OwnershipPrefix.Length + IdLength, SliceLength));
        Write((UInt128)attempt, text[(OwnershipPrefix.Length + IdLength + SliceLength)..]);
        return new ClientOrderId(new string(text));
    }

    /// <summary>Takes any alphanumeric id of at most 32 characters, ours or not; throws for another text.</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message names it.</exception>
    public static ClientOrderId Create(string value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Takes any alphanumeric id of at most 32 characters, ours or not.</summary>
    public static bool TryCreate(string? value, out ClientOrderId made, [NotNullWhen(false)] out string? reason)
    {
        reason = IdentifierText.Check(nameof(ClientOrderId), value, LengthMax, IdentifierCharacters.Alphanumeric);
        made = reason is null ? new ClientOrderId(value!) : default;
        return reason is null;
    }

    /// <summary>Takes an id of ours apart again; false for anybody else's.</summary>
    public static bool TryParse(string? value, out OrderId orderId, out int slice, out int attempt)
    {
        orderId = default;
        slice = attempt = 0;
        if (value is not { Length: LengthMax } || !value.StartsWith(OwnershipPrefix, StringComparison.Ordinal))
            return false;
        var text = value.AsSpan(OwnershipPrefix.Length);
        if (!TryRead(text[..IdLength], out var id)
            || !TryRead(text.Slice(IdLength, SliceLength), out var sliceNumber)
            || !TryRead(text[(IdLength + SliceLength)..], out var attemptNumber))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        slice = (int)sliceNumber;
        attempt = (int)attemptNumber;
        return OrderId.TryCreate(new Guid(bytes, bigEndian: true), out orderId, out _);
    }

    /// <summary>The text itself.</summary>
    public override string ToString() => Value;

    private static void Write(UInt128 number, Span<char> text)
    {
        for (var index = text.Length - 1; index >= 0; index--)
        {
            text[index] = Digits[(int)(number % 36)];
            number /= 36;
        }
    }

    private static bool TryRead(ReadOnlySpan<char> text, out UInt128 number)
    {
        number = 0;
        foreach (var character in text)
        {
            var digit = Digits.IndexOf(character, StringComparison.Ordinal);
            // 25 digits hold a little more than 128 bits: what does not fit is not ours.
            if (digit < 0 || number > (UInt128.MaxValue - (UInt128)digit) / 36)
                return false;
            number = (number * 36) + (UInt128)digit;
        }

        return true;
    }
}
