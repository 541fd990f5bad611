namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>A delivery from outside, as bytes: nothing in it or about it is trusted before it is read.</summary>
public sealed record RawBody
{
    /// <summary>The body; cut at the limit when <see cref="Length"/> is above it.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The length of the whole body in bytes.</summary>
    public required long Length { get; init; }
}
