# Sourced: recalculate FOLDER BOOK... - FOLDER/BOOK.xlsx as LibreOffice has it after calculating everything anew, whatever the file's
# cached values say. By default it trusts those of other programs' files: the settings below take that away, in a profile of its own.
recalculate() {
  local folder=$1; shift
  mkdir -p "$folder/profile/user"
  cat >"$folder/profile/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
  mkdir -p "$folder/calculated"
  timeout 180 soffice "-env:UserInstallation=file://$folder/profile" --headless --norestore --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir "$folder/calculated" "$@" >"$folder/soffice.log" 2>&1
}
