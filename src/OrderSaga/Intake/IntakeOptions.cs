using System.ComponentModel.DataAnnotations;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>Bounds of what strategies may send.</summary>
public sealed class IntakeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Orders:Intake";

    /// <summary>Largest body in bytes. Default 65,536; 1,024 to 1,048,576. An order takes less than 2,000.</summary>
    [Range(1_024, 1_048_576)]
    public int BodyBytesMax { get; set; } = 65_536;
}
