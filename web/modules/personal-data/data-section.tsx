import { ClosingSection } from './closing-section.tsx';
import { ConsentsSection } from './consents-section.tsx';
import { ExportSection } from './export-section.tsx';

/** What is kept of a person: to take away, to agree to, to end. */
export function DataSection() {
  return (
    <div className="grid max-w-form gap-10">
      <ExportSection />
      <ConsentsSection />
      <ClosingSection />
    </div>
  );
}
