namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>Reason codes of bodies that are no orders. Stable: strategies may act on them.</summary>
public static class IntakeCodes
{
    /// <summary>The body is not one JSON object, or names a field twice.</summary>
    public const string MalformedOrder = "MalformedOrder";

    /// <summary>The body is larger than the limit.</summary>
    public const string MalformedOrderTooLarge = "MalformedOrderTooLarge";

    /// <summary>A required field is missing or null.</summary>
    public const string MalformedOrderFieldMissing = "MalformedOrderFieldMissing";

    /// <summary>A field that nobody knows: most often a misspelt optional one, which must not be ignored in silence.</summary>
    public const string MalformedOrderFieldUnknown = "MalformedOrderFieldUnknown";

    /// <summary>A field of the wrong type, or a value out of its bounds.</summary>
    public const string MalformedOrderFieldInvalid = "MalformedOrderFieldInvalid";

    /// <summary>The order id is known already with other content; the first order stands unchanged.</summary>
    public const string DuplicateOrderContent = "DuplicateOrderContent";

    /// <summary>The cancel names another strategy than the one that owns the order.</summary>
    public const string NotTheOwner = "NotTheOwner";
}
