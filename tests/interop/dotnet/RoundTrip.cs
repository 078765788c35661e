// Changes an imported type so that what was read is written again exactly: an element that the type
// does not know is lost and not kept aside, and a number, flag or date that is absent stays absent.

using System;
using System.CodeDom;
using System.Linq;
using System.Runtime.Serialization;

static class RoundTrip
{
    static readonly string[] values =
        new[] { typeof(bool), typeof(int), typeof(long), typeof(DateTime) }
            .Select(type => type.FullName).ToArray();

    static readonly string[] aside = ["ExtensionData", "extensionDataField"];

    static bool Optional(CodeAttributeDeclaration member) =>
        member != null && !member.Arguments.Cast<CodeAttributeArgument>().Any(
            argument => argument.Name == nameof(DataMemberAttribute.IsRequired));

    public static void Change(CodeTypeDeclaration type)
    {
        foreach (var other in type.BaseTypes.Cast<CodeTypeReference>().ToList())
            if (other.BaseType == typeof(IExtensibleDataObject).FullName)
                type.BaseTypes.Remove(other);
        var members = type.Members.Cast<CodeTypeMember>().ToList();
        foreach (var member in members.Where(one => aside.Contains(one.Name)))
            type.Members.Remove(member);
        foreach (var property in members.OfType<CodeMemberProperty>())
        {
            var member = property.CustomAttributes.Cast<CodeAttributeDeclaration>().SingleOrDefault(
                one => one.Name == typeof(DataMemberAttribute).FullName);
            if (!values.Contains(property.Type.BaseType) || !Optional(member))
                continue;
            var nullable = new CodeTypeReference(typeof(Nullable<>).FullName, property.Type);
            member.Arguments.Add(new CodeAttributeArgument(
                nameof(DataMemberAttribute.EmitDefaultValue), new CodePrimitiveExpression(false)));
            property.Type = nullable;
            members.OfType<CodeMemberField>().Single(
                field => field.Name == property.Name + "Field").Type = nullable;
        }
    }
}
