using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Bot3.Messaging.Hosting.Configuration;

/// <summary>Compares a configuration section with an options class: which values can be bound, and what is wrong with the others.</summary>
internal sealed class SectionInspection
{
    // Deeper nesting than this is a mistake in an options class, not a wish of an operator.
    private const int DepthMax = 8;

    private readonly IConfigurationSection _root;
    private readonly Dictionary<string, string?> _readable = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _violations = [];

    private SectionInspection(IConfigurationSection root) => _root = root;

    /// <summary>The values that can be bound, keys relative to the section, secrets read from their files.</summary>
    public IReadOnlyDictionary<string, string?> Readable => _readable;

    /// <summary>One text for each unknown key, unreadable value and missing secret file, with the full key and the value found.</summary>
    public IReadOnlyList<string> Violations => _violations;

    public static SectionInspection Of(IConfigurationSection section, Type type)
    {
        var inspection = new SectionInspection(section);
        if (!string.IsNullOrEmpty(section.Value))
        {
            inspection._violations.Add($"{section.Path} was '{section.Value}': it is a section and holds no value of its own.");
        }

        inspection.InspectObject(section, type, 0);
        return inspection;
    }

    private void InspectObject(IConfigurationSection section, Type type, int depth)
    {
        if (depth > DepthMax)
        {
            _violations.Add($"{section.Path}: nested deeper than {DepthMax} levels.");
            return;
        }

        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && (property.CanWrite || IsContainer(property.PropertyType)))
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

        foreach (var child in section.GetChildren())
        {
            if (properties.TryGetValue(child.Key, out var property))
            {
                InspectProperty(child, property.PropertyType, depth);
            }
            else if (SecretNameOf(child.Key, properties) is { } secret)
            {
                ReadSecretFile(section, child, secret);
            }
            else
            {
                var known = string.Join(", ", properties.Keys.Order(StringComparer.Ordinal));
                _violations.Add($"{child.Path} is not a known key (known: {known}).");
            }
        }
    }

    private void InspectProperty(IConfigurationSection child, Type type, int depth)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (TypeDescriptor.GetConverter(target).CanConvertFrom(typeof(string)))
        {
            InspectValue(child, target);
        }
        else if (ElementTypeOf(target) is { } element)
        {
            foreach (var item in child.GetChildren())
            {
                InspectProperty(item, element, depth + 1);
            }
        }
        else
        {
            InspectObject(child, target, depth + 1);
        }
    }

    private void InspectValue(IConfigurationSection child, Type target)
    {
        foreach (var inner in child.GetChildren())
        {
            _violations.Add($"{inner.Path} is not a known key ({child.Path} is a single value).");
        }

        if (child.Value is not { } text)
        {
            return;
        }

        if (target != typeof(string) && !CanRead(text, target))
        {
            var shown = target == typeof(Secret) ? "***" : text;
            _violations.Add($"{child.Path} was '{shown}': expected {Describe(target)}.");
            return;
        }

        _readable[RelativeKey(child.Path)] = text;
    }

    private static bool CanRead(string text, Type target)
    {
        // A number where a name is expected would bind to an undefined enum value.
        if (target.IsEnum)
        {
            return Enum.TryParse(target, text, ignoreCase: true, out var parsed) && Enum.IsDefined(target, parsed!)
                && !char.IsAsciiDigit(text[0]);
        }

        try
        {
            _ = TypeDescriptor.GetConverter(target).ConvertFromInvariantString(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException
            or OverflowException or InvalidCastException)
        {
            return false;
        }
    }

    private void ReadSecretFile(IConfigurationSection section, IConfigurationSection child, PropertyInfo secret)
    {
        if (string.IsNullOrEmpty(child.Value))
        {
            return;
        }

        if (!string.IsNullOrEmpty(section[secret.Name]))
        {
            _violations.Add($"{section.Path}:{secret.Name} and {child.Path} are both set: give one of them.");
            return;
        }

        try
        {
            // Editors and `echo` end a file with a line break that is not part of the secret.
            var key = RelativeKey($"{section.Path}:{secret.Name}");
            _readable[key] = File.ReadAllText(child.Value).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _violations.Add($"{child.Path} was '{child.Value}': the secret's file cannot be read ({exception.Message}).");
        }
    }

    private static PropertyInfo? SecretNameOf(string key, Dictionary<string, PropertyInfo> properties) =>
        key.EndsWith("File", StringComparison.OrdinalIgnoreCase)
        && properties.TryGetValue(key[..^4], out var property)
        && property.PropertyType == typeof(Secret)
            ? property
            : null;

    private static Type? ElementTypeOf(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        var interfaces = type.IsInterface ? type.GetInterfaces().Prepend(type) : type.GetInterfaces();
        var generic = interfaces.Where(candidate => candidate.IsGenericType).ToList();
        var dictionary = generic.Find(candidate => candidate.GetGenericTypeDefinition() is { } definition
            && (definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>)));
        var sequence = dictionary ?? generic.Find(candidate => candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return sequence?.GetGenericArguments()[^1];
    }

    private static bool IsContainer(Type type) => type != typeof(string) && (typeof(IEnumerable).IsAssignableFrom(type) || type.IsClass);

    private static string Describe(Type target) => target switch
    {
        _ when target.IsEnum => $"one of {string.Join(", ", Enum.GetNames(target))}",
        _ when target == typeof(TimeSpan) => "a duration such as 00:00:30 (hours:minutes:seconds)",
        _ when target == typeof(bool) => "true or false",
        _ when target == typeof(decimal) => "a decimal number with a point, without thousands separators",
        _ => string.Create(CultureInfo.InvariantCulture, $"a value of type {target.Name}"),
    };

    private string RelativeKey(string path) => path[(_root.Path.Length + 1)..];
}
